/** `npm start` on a course of two small lessons: it shows it, shows changes, and says what went wrong. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { test } from "node:test";
import { fixture, projectRoot, temporaryProject } from "./testing.ts";

test("start builds, serves, reloads on change, and keeps the last site when a lesson breaks", async (context) => {
  const root = await temporaryProject(context, {
    "01-good.ipynb": await fixture("good"),
    "02-other.ipynb": await fixture("real-time"),
  });
  const lesson = join(root, "notebooks/01-good.ipynb");
  const script = join(projectRoot, "scripts/start.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, "--root", root, "--no-open"], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const said = saidBy(child.stdout);
  try {
    const url = await said.address();
    const page = await (await fetch(new URL("01-good.html", url))).text();
    assert.match(page, /hello/);
    assert.match(page, /-reload\/script\.js/);

    const next = await eventsOf(url);
    await writeFile(lesson, await fixture("throwing-cell"));
    assert.match(await next(), /^event: failed\ndata: .*01-good\.ipynb, cell throws, line 3/);
    assert.match(await (await fetch(new URL("01-good.html", url))).text(), /hello/);

    await writeFile(lesson, (await fixture("good")).replace("A lesson for the tests.", "Mended."));
    assert.match(await next(), /^event: built\n/);
    assert.match(await (await fetch(new URL("01-good.html", url))).text(), /Mended\./);

    said.forget();
    await appendFile(join(root, "src/stats.ts"), "// changed\n");
    assert.match(await next(), /^event: built\n/);
    assert.deepEqual(said.ran(), ["01-good"], "only what imports the module runs");
  } finally {
    child.kill("SIGINT");
    assert.equal(await ended, 0, "Ctrl-C is how it ends");
  }
});

/** What it prints: where the course is, and which lessons ran. */
function saidBy(stdout: NodeJS.ReadableStream) {
  let lines: string[] = [];
  let known: (url: string) => void = () => undefined;
  const address = new Promise<string>((resolve) => (known = resolve));
  createInterface({ input: stdout }).on("line", (line) => {
    lines.push(line);
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
    if (url !== undefined) known(url);
  });
  return {
    address: async () => await address,
    forget: () => void (lines = []),
    ran: () => lines.flatMap((line) => /^ran (\S+)/.exec(line)?.[1] ?? []),
  };
}

/** A function that waits for the next event of the server, comments left out. */
async function eventsOf(url: string): Promise<() => Promise<string>> {
  const response = await fetch(new URL("-reload/events", url));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return async () => {
    for (;;) {
      const text = (await reader?.read())?.value ?? "";
      if (!text.startsWith(":")) return text;
    }
  };
}
