/** The same program gives the same trace, byte for byte, wherever it runs. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { $ } from "zx";
import { findChromium } from "../site/chromium.ts";
import { tracedProgram } from "./program.ts";

const browser = findChromium();
const here = await tracedProgram();
let folder = "";
let bundle = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-platforms-"));
  const contents = 'export { tracedProgram } from "./program.ts";';
  const entry = { contents, resolveDir: import.meta.dirname, loader: "ts" } as const;
  const options = { bundle: true, write: false, target: "es2022", globalName: "program" } as const;
  const { outputFiles } = await build({ stdin: entry, format: "iife", ...options });
  bundle = outputFiles[0]?.text ?? "";
});
after(() => rm(folder, { recursive: true, force: true }));

test("the program leaves a trace worth comparing, the same again in the same process", async () => {
  assert.ok(here.split('"at"').length > 500, "fewer than 500 records");
  assert.equal(await tracedProgram(), here);
});

for (const version of ["20.19.0", "22", "24"]) {
  test(`I6 the trace is the same in Node ${version}`, async () => {
    // What the npm package `node` installs for this machine.
    const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
    const prefix = join(folder, version);
    await $({
      quiet: true,
    })`npm install --no-audit --no-fund --prefix ${prefix} ${name}@${version}`;
    const script = join(prefix, "program.cjs");
    const print = "program.tracedProgram().then((trace) => process.stdout.write(trace));";
    await writeFile(script, `${bundle}\n${print}`);
    const node = join(prefix, "node_modules", name, "bin", "node");
    assert.ok(await $({ quiet: true })`${node} --version`);
    const { stdout } = await $({ quiet: true })`${node} ${script}`;
    assert.equal(stdout, here);
  });
}

const skip = browser === undefined && "no Chromium found: apt-get install chromium";
describe("I6 in Chromium the trace is the same", { skip }, () => {
  const inBrowser = async (script: string): Promise<string> => {
    const quiet = ["--disable-background-networking", "--disable-component-update"];
    const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", ...quiet];
    const running = await chromium.launch({ executablePath: browser ?? "", args });
    try {
      const page = await running.newPage();
      return await page.evaluate<string>(script);
    } finally {
      await running.close();
    }
  };

  test("in a page", async () => {
    assert.equal(await inBrowser(`${bundle}; program.tracedProgram()`), here);
  });

  test("in a worker", async () => {
    const worker = `${bundle}; program.tracedProgram().then((trace) => postMessage(trace));`;
    const script = `new Promise((resolve, reject) => {
      const source = new Blob([${JSON.stringify(worker)}], { type: "text/javascript" });
      const worker = new Worker(URL.createObjectURL(source));
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    })`;
    assert.equal(await inBrowser(script), here);
  });
});
