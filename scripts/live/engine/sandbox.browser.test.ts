/** A cell reaches nothing outside of its worker, and nothing that it does holds up the page. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { code, lesson } from "../../lesson/testing.ts";
import { skip } from "../../site/testing/browser.ts";
import { EnginePages, type EnginePage } from "./testing/page.ts";

/** Each tries to get out, by means that the type checker lets through; what it gives is what it reached. */
const attempts: Readonly<Record<string, string>> = {
  fetch: `await fetch("/index.html").then((r) => r.text())`,
  "fetch from elsewhere": `await fetch("https://example.com/").then((r) => r.text())`,
  XMLHttpRequest: `new (globalThis as any).XMLHttpRequest().open("GET", "/")`,
  WebSocket: `new (globalThis as any).WebSocket("ws://127.0.0.1:1/")`,
  EventSource: `new (globalThis as any).EventSource("/")`,
  localStorage: `(globalThis as any).localStorage.getItem("x")`,
  indexedDB: `(globalThis as any).indexedDB.open("x")`,
  caches: `await (globalThis as any).caches.open("x")`,
  cookies: `(globalThis as any).document.cookie`,
  "the page": `(globalThis as any).document.title`,
  parent: `(globalThis as any).parent.document`,
  "top navigation": `(globalThis as any).top.location = "https://example.com/"`,
  "a window": `(globalThis as any).open("https://example.com/")`,
  "a service worker": `await (globalThis as any).navigator.serviceWorker.register("/sw.js")`,
  "import of a URL": `await new Function("return import('https://example.com/x.js')")()`,
  "import of data": `await new Function("return import('data:text/javascript,export default 1')")()`,
  importScripts: `(globalThis as any).importScripts("/harness.js")`,
  "a message to the frame": `(globalThis as any).postMessage("x")`,
  "a broadcast": `new (globalThis as any).Worker("data:text/javascript,0")`,
  "Node's files": `(await import("node:fs")).readFileSync("/etc/passwd", "utf8")`,
};

/** What a worker can try that our own names do not hide: run before the kernel, with all that a worker has. */
const rawAttempts = `
const outcome = async (attempt) => {
  try { return "reached: " + String(await attempt()); } catch (error) { return "refused: " + error.name; }
};
const opened = (socket) => new Promise((resolve, reject) => {
  socket.onopen = () => resolve("open"); socket.onerror = () => reject(new Error("no")); });
Promise.all([
  outcome(() => fetch("ORIGIN/index.html").then((r) => r.status)),
  outcome(() => new Promise((resolve, reject) => { const x = new XMLHttpRequest(); x.onload = () => resolve(x.status);
    x.onerror = () => reject(new Error("no")); x.open("GET", "ORIGIN/index.html"); x.send(); })),
  outcome(() => opened(new WebSocket("ORIGIN".replace("http", "ws")))),
  outcome(() => opened(new EventSource("ORIGIN/index.html"))),
  outcome(() => importScripts("ORIGIN/harness.js")),
  outcome(() => import("ORIGIN/harness.js")),
  outcome(() => indexedDB.open("x")),
  outcome(() => caches.open("x")),
]).then((all) => onmessage_(all));
let port; const waiting = [];
const onmessage_ = (all) => port ? port.postMessage(all) : waiting.push(all);
onmessage = ({ data }) => { port = data.port; for (const all of waiting) port.postMessage(all); };
`;

const free = lesson(code("free", "1"));

describe("the sandbox", { skip }, () => {
  let browser: EnginePages;
  let page: EnginePage;
  before(async () => {
    browser = await EnginePages.open([free]);
    page = await browser.page(free.slug);
  });
  after(async () => {
    await browser.close();
  });

  for (const [name, attempt] of Object.entries(attempts)) {
    test(`${name} cannot be reached, and the reader is told`, async () => {
      const { done, outputs } = await page.run(
        "free",
        `const got: unknown = ${attempt};\nconsole.log("got", got);`,
      );
      assert.equal(done.status, "error", JSON.stringify(outputs));
      assert.equal(outputs.at(-1)?.output_type, "error");
      assert.ok(!JSON.stringify(outputs).includes('"got'));
      assert.equal(await page.page.textContent("#text"), "the page");
    });
  }

  test("with all that a worker has, too, no network and no storage is reached", async () => {
    const script = JSON.stringify(rawAttempts.replaceAll("ORIGIN", browser.server.origin));
    const all: string[] = await page.page.evaluate(`harness.raw(${script})`);
    assert.equal(all.length, 8);
    for (const one of all) assert.match(one, /^refused: /, JSON.stringify(all));
  });

  test("the frame has an origin of its own, and may run scripts and nothing else", async () => {
    const frame = page.page.locator("iframe").first();
    assert.equal(await frame.getAttribute("sandbox"), "allow-scripts");
    assert.equal(
      await page.page.evaluate("document.querySelector('iframe').contentDocument"),
      null,
    );
  });
});

/** What would hold up a page if it ran there. The last part of each is never reached or takes long. */
const floods: Readonly<Record<string, string>> = {
  "a string of 50 MB": `console.log("x".repeat(50_000_000));`,
  "deep recursion": `const deep = (n: number): number => 1 + deep(n + 1);\ndeep(0);`,
  "10,000 timers": `let fired = 0;\nfor (let i = 0; i < 10_000; i++) setTimeout(() => fired++, i % 10);\nawait new Promise((r) => setTimeout(r, 20));\nfired;`,
};
const endless: Readonly<Record<string, string>> = {
  "an endless loop": `for (;;);`,
  "an endless microtask loop": `const again = (): unknown => Promise.resolve().then(again);\nawait again();`,
  "an endless flood of lines": `for (;;) console.log("again");`,
  "endless ticks": `await new Promise(() => { const again = () => process.nextTick(again); again(); });`,
  "a wait for ever": `await new Promise(() => {});`,
};

describe("a cell that takes all it can get", { skip }, () => {
  let browser: EnginePages;
  let page: EnginePage;
  before(async () => {
    browser = await EnginePages.open([free]);
    page = await browser.page(free.slug);
    // A heartbeat as a page has it, which counts.
    await page.page.evaluate("self.beats = 0; setInterval(() => beats++, 16)");
  });
  after(async () => {
    await browser.close();
  });
  const beats = async (): Promise<number> => await page.page.evaluate("beats");
  /** However slow this machine is, the heart beats on. */
  const beatsOn = async (): Promise<void> => {
    const start = await beats();
    await page.page.waitForFunction(`beats > ${start + 5}`);
  };

  for (const [name, source] of Object.entries(floods)) {
    test(`${name}: the page goes on, and the cell comes to its end`, async () => {
      const running = page.run("free", source);
      await beatsOn();
      const { done, outputs } = await running;
      assert.notEqual(done.status, "interrupted");
      assert.ok(JSON.stringify(outputs).length < 200_000, "the output is capped");
      await beatsOn();
    });
  }

  test("100,000 lines: the page goes on, and what was held back is there when it is asked for", async () => {
    const running = page.run("free", `for (let i = 0; i < 100_000; i++) console.log("line " + i);`);
    await beatsOn();
    const { events } = await running;
    await beatsOn();
    assert.ok(events.some(({ type }) => type === "held"));
    const shown = events.map((event) => (event.type === "stream" ? event.text : "")).join("");
    const rest: string = await page.page.evaluate(`harness.engine("engine").rest("free")`);
    const lines = (shown + rest).trimEnd().split("\n");
    assert.equal(lines.length, 100_000);
    assert.ok(lines.every((line, i) => line === `line ${i}`));
  });

  for (const [name, source] of Object.entries(endless)) {
    test(`${name} is stopped, and what ran before is there again`, async () => {
      await page.page.evaluate(`harness.engine("engine").restart()`);
      await page.run("free", "let kept = 41;");
      const running = page.run("free", source);
      await page.page.waitForFunction(`harness.hasStarted()`);
      await beatsOn();
      await page.page.evaluate(`harness.engine("engine").interrupt()`);
      assert.equal((await running).done.status, "interrupted");
      const { outputs } = await page.run("free", "++kept");
      assert.deepEqual(outputs, [{ output_type: "stream", name: "stdout", text: "42\n" }]);
    });
  }

  test("cells behind one that fails are not run; a restart forgets everything", async () => {
    const given = ["throw new Error('first')", "console.log('never')"].map((one) =>
      JSON.stringify(one),
    );
    const statuses: string[] = await page.page.evaluate(
      `Promise.all([${given.map((one) => `harness.run("engine", "free", ${one})`).join()}]).then((all) => all.map(({ status }) => status))`,
    );
    assert.deepEqual(statuses, ["error", "interrupted"]);
    await page.page.evaluate(`harness.engine("engine").restart()`);
    const { done, outputs } = await page.run("free", "typeof kept");
    assert.equal(done.count, 1);
    assert.match(JSON.stringify(outputs), /Cannot find name 'kept'|undefined/);
  });
});
