import assert from "node:assert/strict";
import { on, once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Locator } from "playwright-core";
import { WebSocket } from "ws";
import { serve, type CourseServer } from "../../lesson/serve.ts";
import { projectRoot } from "../../lesson/testing.ts";
import { launch, serveFiles, skip } from "../../site/testing/browser.ts";
import { code, lessonOf, text } from "../../site/testing/notebooks.ts";
import { liveLessonSite } from "../page/testing/live-lesson.ts";
import type { FromKernel, ToKernel } from "./messages.ts";

const slug = "01-local";
const lesson = lessonOf(slug, [
  text("title", "# Local\n\nCells that need Node."),
  code(
    "node",
    'import { basename } from "node:path";\nlet runs = 0;\nconsole.log(basename("/a/b"));',
    [],
    { tags: ["node-only"] },
  ),
  code("again", "runs += 1;\nconsole.log(`run ${runs} in ${process.release.name}`);"),
  code("endless", "await null;\nwhile (true) {}"),
]);

const patience = 120_000;
let out: string;
let server: CourseServer;

before(async () => {
  out = await mkdtemp(join(tmpdir(), "interleave-local-"));
  for (const [path, content] of await liveLessonSite(lesson)) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), content);
  }
  server = await serve(out, 0, { kernelFor: projectRoot });
});

after(async () => {
  await server.close();
  await rm(out, { recursive: true, force: true });
});

const tokenOf = (address: string): string => address.replace(/^.*#kernel=/, "");

/** What a client other than a browser hears when it knocks. */
async function answerTo(
  token: string | undefined,
  headers: Record<string, string>,
): Promise<string> {
  const url = new URL("/-kernel", server.url.replace(/^http/, "ws"));
  const protocols = token === undefined ? ["interleave"] : ["interleave", token];
  const socket = new WebSocket(url, protocols, { headers });
  const refused = once(socket, "error").then(([error]) => (error as Error).message);
  const opened = once(socket, "open").then(() => "open");
  const answer = await Promise.race([refused, opened]);
  socket.terminate();
  return answer;
}

test("who is no page of the course, or has no token, is refused before anything is started", async () => {
  const origin = server.url.replace(/\/$/, "");
  const token = tokenOf(server.address);
  const no = /403/;
  assert.match(await answerTo(undefined, { origin }), no);
  assert.match(await answerTo("x".repeat(token.length), { origin }), no);
  assert.match(await answerTo(token, {}), no);
  assert.match(await answerTo(token, { origin: "https://example.org" }), no);
  assert.match(await answerTo(token, { origin: "http://a.org", host: "a.org" }), no);
  assert.equal(await answerTo(token, { origin }), "open");
});

test("a host name that was made to lead here gets no page; pages cannot be framed, and hold no token", async () => {
  const { hostname, port } = new URL(server.url);
  const asked = request({
    hostname,
    port,
    path: "/",
    headers: { host: `example.org:${port}` },
  }).end();
  const [response] = (await once(asked, "response")) as [{ statusCode: number; resume(): void }];
  response.resume();
  assert.equal(response.statusCode, 403);
  const page = await fetch(new URL(`${slug}.html`, server.url));
  assert.equal(page.headers.get("x-frame-options"), "DENY");
  assert.ok(!(await page.text()).includes(tokenOf(server.address)));
});

test("when the page goes, its kernel goes", async () => {
  const origin = server.url.replace(/\/$/, "");
  const url = new URL("/-kernel", server.url.replace(/^http/, "ws"));
  const socket = new WebSocket(url, ["interleave", tokenOf(server.address)], {
    headers: { origin },
  });
  await once(socket, "open");
  const message: ToKernel = { type: "run", code: "console.log(process.pid);", folder: "notebooks" };
  socket.send(JSON.stringify(message));
  let printed = "";
  // Messages may come two at a time: this keeps them all.
  const messages = on(socket, "message", { close: ["close"] }) as AsyncIterable<[Buffer]>;
  for await (const [data] of messages) {
    const heard = JSON.parse(data.toString()) as FromKernel;
    if (heard.type === "outputs")
      printed += heard.outputs.map((one) => (one.type === "stream" ? one.text : "")).join("");
    if (heard.type === "done") break;
  }
  const pid = Number(printed);
  assert.ok(pid > 0, printed);
  socket.close();
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("in a browser", { skip }, () => {
  let browser: Browser;
  before(async () => void (browser = await launch()));
  after(async () => await browser.close());

  test("cells that need Node run, a loop is stopped and forgets nothing, Restart forgets, and the page says where cells run", async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(patience);
    const cell = (id: string): Locator => page.locator(`[data-cell-id="${id}"]`);
    const action = (id: string, name: string): Locator =>
      cell(id).locator(`[data-action="${name}"]`);
    const inState = async (id: string, state: string): Promise<void> =>
      await page.locator(`[data-cell-id="${id}"][data-state="${state}"]`).waitFor();
    await page.goto(server.address.replace("/#", `/${slug}.html#`));
    assert.equal(new URL(page.url()).hash, "");
    await page.getByText("Cells run on this computer, in Node").waitFor();
    await action("again", "run").click();
    await cell("again").getByText("run 1 in node").waitFor();
    await cell("node").getByText("b", { exact: true }).waitFor();
    await action("endless", "run").click();
    await inState("endless", "running");
    await action("endless", "stop").click();
    await inState("endless", "stopped");
    await action("again", "run").click();
    await cell("again").getByText("run 2 in node").waitFor();
    await page.locator('[data-action="restart"]').click();
    await inState("again", "stale");
    await action("again", "run").click();
    await cell("again").getByText("run 1 in node").waitFor();
    await page.close();
  });

  test("a page of another origin cannot connect, even with the token", async () => {
    const stranger = await serveFiles(new Map([["index.html", "<title>stranger</title>"]]));
    const page = await browser.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(stranger.origin);
    const address = server.url.replace(/^http/, "ws");
    const token = tokenOf(server.address);
    const heard = await page.evaluate(`new Promise((resolve) => {
      const socket = new WebSocket("${address}-kernel", ["interleave", "${token}"]);
      socket.onopen = () => resolve("open");
      socket.onerror = () => resolve("refused");
    })`);
    assert.equal(heard, "refused");
    const read = `fetch("${server.url}").then((response) => response.text()).catch(() => "unreadable")`;
    assert.equal(await page.evaluate(read), "unreadable");
    stranger.close();
    await page.close();
  });
});
