import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { withReload } from "./reload.ts";
import { serve } from "./serve.ts";
import { temporaryProject } from "./testing.ts";

async function served(context: TestContext) {
  const root = await temporaryProject(context, {});
  const dist = join(root, "dist");
  await mkdir(dist);
  await writeFile(join(dist, "index.html"), "<body>course</body>");
  await writeFile(join(dist, "01-a.html"), "<body>lesson</body>");
  await writeFile(join(dist, "a.css"), "p {}");
  const server = await serve(dist, 0);
  context.after(async () => {
    await server.close();
  });
  const get = async (path: string) => await fetch(new URL(path, server.url));
  return { root, server, get };
}

test("pages get the reloading script, other files are sent as they are", async (context) => {
  const { get } = await served(context);
  for (const path of ["/", "/01-a.html", "/01-a"]) {
    assert.match(await (await get(path)).text(), /<script src="\/-reload\/script\.js"/, path);
  }
  const css = await get("/a.css");
  assert.equal(await css.text(), "p {}");
  assert.match(await (await get("/-reload/script.js")).text(), /EventSource/);
});

test("nothing outside the site is served", async (context) => {
  const { get } = await served(context);
  for (const path of [
    "/../package.json",
    "/..%2fpackage.json",
    "/%2e%2e/notebooks/x.html",
    "/nothing",
  ]) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test("open pages hear of the next build, and of what failed", async (context) => {
  const { server, get } = await served(context);
  const response = await get("/-reload/events");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => (await reader?.read())?.value;
  assert.equal(await next(), ": here\n\n");
  server.show({ ok: true, problem: "" });
  assert.match((await next()) ?? "", /^event: built\n/);
  server.show({ ok: false, problem: "cell a, line 2:\nboom" });
  assert.equal(await next(), 'event: failed\ndata: "cell a, line 2:\\nboom"\n\n');
});

test("a port that is taken is passed over", async (context) => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  context.after(() => other.close());
  const { port } = other.address() as { port: number };
  const server = await serve("/nonexistent", port);
  context.after(async () => {
    await server.close();
  });
  assert.notEqual(Number(new URL(server.url).port), port);
});

test("a page's own policy lets the server's copy listen to the server", () => {
  const page = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'none'"><body></body>`;
  const policy = /content="([^"]*)"/.exec(withReload(page))?.[1];
  assert.equal(policy, "default-src 'none'; script-src 'self'; connect-src 'self'");
});
