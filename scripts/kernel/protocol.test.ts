import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { Dealer, Subscriber } from "zeromq";
import { Child } from "./child.ts";
import { createConnection, type Connection } from "./connection.ts";
import { createFixture, type Fixture } from "./testing.ts";
import { decode, encode, requestHeader, type Message } from "./wire.ts";

// A client of its own, since the real one never sends what is wrong.
let connection: Connection;
let fixture: Fixture;
let child: Child;
const shell = new Dealer({ linger: 0 });
const control = new Dealer({ linger: 0 });
const iopub = new Subscriber({ linger: 0 });
const published: Message[] = [];
const replies: Message[] = [];

before(async () => {
  connection = await createConnection();
  fixture = await createFixture();
  const launch = fileURLToPath(new URL("shim/launch.js", import.meta.url));
  child = new Child([process.execPath, launch, connection.file], {
    cwd: fixture.notebooks,
    env: process.env,
  });
  shell.connect(connection.address("shell"));
  control.connect(connection.address("control"));
  iopub.connect(connection.address("iopub"));
  iopub.subscribe();
  for (const [socket, list] of [
    [shell, replies],
    [control, replies],
    [iopub, published],
  ] as const) {
    void (async () => {
      for await (const frames of socket) list.push(decode(connection.key, frames));
    })();
  }
  while (published.length === 0) {
    await post("kernel_info_request", {});
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
});

after(async () => {
  child.signal("SIGKILL");
  await child.died;
  for (const socket of [shell, control, iopub]) socket.close();
  await connection.remove();
  await fixture.remove();
});

async function until<T>(find: () => T | undefined): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("nothing came within 20 s");
}

async function post(
  type: string,
  content: Record<string, unknown>,
  socket = shell,
): Promise<string> {
  const header = requestHeader(type, "test");
  await socket.send(encode(connection.key, header, content));
  return header.msg_id;
}

const replyTo = (id: string) => until(() => replies.find(({ parent }) => parent.msg_id === id));
const publishedFor = (id: string) => published.filter(({ parent }) => parent.msg_id === id);

/** Sends a request; gives the reply and all that was published for it. */
async function send(type: string, content: Record<string, unknown> = {}, socket = shell) {
  const id = await post(type, content, socket);
  const reply = await replyTo(id);
  await until(() =>
    publishedFor(id).find(({ content: { execution_state } }) => execution_state === "idle"),
  );
  return { reply, published: publishedFor(id) };
}

const types = (messages: Message[]) => messages.map(({ header }) => header.msg_type);

test("a cell is busy, says what it runs, prints, and is idle", async () => {
  const { reply, published } = await send("execute_request", { code: "1 + 1" });
  assert.deepEqual(types(published), ["status", "execute_input", "stream", "status"]);
  assert.equal(published[1]?.content["code"], "1 + 1");
  assert.equal(published[1]?.content["execution_count"], reply.content["execution_count"]);
  assert.equal(reply.header.msg_type, "execute_reply");
  assert.equal(reply.content["status"], "ok");
});

test("a failing cell sends an error, and the same in its reply", async () => {
  const { reply, published } = await send("execute_request", {
    code: "throw new RangeError('no')",
  });
  assert.deepEqual(types(published), ["status", "execute_input", "error", "status"]);
  const { ename, evalue, traceback } = reply.content;
  assert.deepEqual(published[2]?.content, { ename, evalue, traceback });
  assert.deepEqual([reply.content["status"], ename, evalue], ["error", "RangeError", "no"]);
});

test("silent cells publish nothing and do not count, store_history false does not count", async () => {
  const count = async (content: Record<string, unknown>) =>
    (await send("execute_request", content)).reply.content["execution_count"] as number;
  const start = await count({ code: "1" });
  const silent = await send("execute_request", {
    code: "console.log(1); throw 1",
    silent: true,
    stop_on_error: false,
  });
  assert.deepEqual(types(silent.published), ["status", "status"]);
  assert.equal(silent.reply.content["status"], "error");
  assert.equal(await count({ code: "1", store_history: false }), start);
  assert.equal(await count({ code: "1" }), start + 1);
});

test("after an error the cells that already wait are aborted, later ones are not", async () => {
  const ids = await Promise.all(
    [
      "await new Promise((r) => setTimeout(r, 50)); throw new Error('stop')",
      "console.log('second')",
      "console.log('third')",
    ].map((code) => post("execute_request", { code })),
  );
  const statuses = await Promise.all(ids.map(async (id) => (await replyTo(id)).content["status"]));
  assert.deepEqual(statuses, ["error", "aborted", "aborted"]);
  await until(() => (publishedFor(ids[2]!).length === 2 ? true : undefined));
  assert.deepEqual(types(publishedFor(ids[2]!)), ["status", "status"]);
  const next = await send("execute_request", { code: "console.log('next')" });
  assert.equal(next.reply.content["status"], "ok");
});

test("with stop_on_error false the cells that wait are run", async () => {
  const ids = await Promise.all(
    ["throw new Error('go on')", "1"].map((code) =>
      post("execute_request", { code, stop_on_error: false }),
    ),
  );
  const statuses = await Promise.all(ids.map(async (id) => (await replyTo(id)).content["status"]));
  assert.deepEqual(statuses, ["error", "ok"]);
});

test("messages that are malformed or signed with another key are dropped, and nothing else is lost", async () => {
  const header = requestHeader("execute_request", "test");
  const code = "globalThis.intruder = true";
  await shell.send(encode("another key", header, { code }));
  await shell.send(encode("", header, { code }));
  await shell.send("noise");
  await shell.send(["<IDS|MSG>", "", "{}"]);
  await shell.send([Buffer.from([255, 0]), "<IDS|MSG>", "x".repeat(64), "{", "}", "[", "]"]);
  for (const parts of [
    ["null", "{}", "{}", "{}"],
    ["{}", "{}", "{}", "3"],
    ["{", "{}", "{}", "{}"],
  ]) {
    const hmac = createHmac("sha256", connection.key).update(parts.join("")).digest("hex");
    await shell.send(["<IDS|MSG>", hmac, ...parts]);
  }
  const { reply, published } = await send("execute_request", {
    code: "(globalThis as { intruder?: true }).intruder ?? 'none'",
  });
  assert.equal(reply.content["status"], "ok");
  assert.equal(published[2]?.content["text"], "none\n");
  assert.ok(!replies.some(({ parent }) => parent.msg_id === header.msg_id));
});

test("requests with content of the wrong kind are answered with an error", async () => {
  for (const type of [
    "execute_request",
    "complete_request",
    "inspect_request",
    "is_complete_request",
  ]) {
    const { reply } = await send(type, { code: 5, cursor_pos: "x", stop_on_error: false });
    assert.equal(reply.content["status"], "error", type);
    assert.match(String(reply.content["evalue"]), /code must be a string, got number/);
  }
  const odd = await post("no_such_request", {});
  await until(() => publishedFor(odd).at(1));
});

test("completion, inspection and completeness know the names of earlier cells", async () => {
  await send("execute_request", {
    code: "/** How many. */\nconst amount: number = 3; const items = [1];",
  });
  const complete = (await send("complete_request", { code: "'😀'; items.fla", cursor_pos: 14 }))
    .reply.content;
  assert.ok((complete["matches"] as string[]).includes("flatMap"), JSON.stringify(complete));
  assert.deepEqual([complete["cursor_start"], complete["cursor_end"]], [11, 14]);
  const inspect = (
    await send("inspect_request", { code: "amount", cursor_pos: 3, detail_level: 0 })
  ).reply.content;
  assert.match((inspect["data"] as Record<string, string>)["text/plain"]!, /const amount: number/);
  const nothing = (await send("inspect_request", { code: "   ", cursor_pos: 1 })).reply.content;
  assert.equal(nothing["found"], false);
  const isComplete = async (code: string) =>
    (await send("is_complete_request", { code })).reply.content["status"];
  assert.equal(await isComplete("if (amount) {"), "incomplete");
  assert.equal(await isComplete("amount"), "complete");
});

test("requests are answered while a cell awaits", async () => {
  const id = await post("execute_request", {
    code: "await new Promise((r) => setTimeout(r, 3000)); 'done'",
  });
  const { reply } = await send("kernel_info_request");
  assert.equal((reply.content["language_info"] as { name: string }).name, "typescript");
  assert.ok(!replies.some(({ parent }) => parent.msg_id === id));
  const interrupted = await send("interrupt_request", {}, control);
  assert.equal(interrupted.reply.header.msg_type, "interrupt_reply");
  assert.equal((await replyTo(id)).content["ename"], "Interrupted");
});

test("comms and history are answered as empty", async () => {
  assert.deepEqual((await send("comm_info_request")).reply.content, { status: "ok", comms: {} });
  assert.deepEqual((await send("history_request")).reply.content, { status: "ok", history: [] });
});

test(
  "every socket is bound to the loopback only",
  { skip: process.platform !== "linux" && "reads /proc" },
  async () => {
    const file = JSON.parse(await readFile(connection.file, "utf8")) as Record<string, number>;
    const table = await readFile("/proc/net/tcp", "utf8");
    for (const channel of ["shell", "iopub", "stdin", "control", "hb"]) {
      const port = file[`${channel}_port`]!.toString(16).toUpperCase().padStart(4, "0");
      const listening = table
        .split("\n")
        .filter((line) => line.includes(`:${port} 00000000:0000 0A`));
      assert.ok(
        listening.length > 0 && listening.every((line) => line.includes(`0100007F:${port}`)),
        channel,
      );
    }
  },
);

test("shutdown is answered with the restart flag, and the process leaves with code 0", async () => {
  const id = await post("shutdown_request", { restart: true }, control);
  assert.deepEqual((await replyTo(id)).content, { status: "ok", restart: true });
  assert.match((await child.died).message, /exited with code 0/);
});

test("a message id is never used twice", () => {
  const ids = [...published, ...replies].map(({ header }) => header.msg_id);
  assert.equal(new Set(ids).size, ids.length);
});
