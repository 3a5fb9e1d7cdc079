/** When the engine cannot be had, one clear message says what to do. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { after, test } from "node:test";
import { openEngine } from "./engine.ts";
import { EngineTrouble, serverUrl } from "./trouble.ts";

const servers: Server[] = [];
after(() => servers.forEach((server) => server.close()));

async function portOf(server: Server): Promise<number> {
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function trouble(options: Parameters<typeof openEngine>[0]): Promise<string> {
  const error: unknown = await openEngine(options).then(
    async (engine) => await engine.close(),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof EngineTrouble, String(error));
  assert.doesNotMatch(error.message, /hunter2|\n/);
  return error.message;
}

test("a port that is taken", async () => {
  const port = await portOf(createServer());
  assert.equal(
    await trouble({ url: "", port }),
    `port ${port} is taken by another program: end that one, or leave the port out and a free one is found`,
  );
});

test("a port that is not allowed, and whatever else keeps the embedded engine from starting", () => {
  const say = (code: string): string => EngineTrouble.ofPort(80, { code, message: "oh" }).message;
  assert.match(say("EACCES"), /port 80 is not allowed here: take one from 1024 on/);
  assert.match(say("ENOMEM"), /the embedded engine does not start: oh/);
});

test("a server that is missing", async () => {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  assert.equal(
    await trouble({ url: `postgres://me:hunter2@127.0.0.1:${port}/jobs` }),
    `no PostgreSQL server answers at 127.0.0.1:${port}: start it, or correct the address ` +
      "(from DATABASE_URL; without it the embedded engine is used)",
  );
});

test("a server that hangs up, such as one that is not PostgreSQL", async () => {
  const port = await portOf(createServer((socket) => socket.destroy()));
  assert.match(
    await trouble({ url: `postgres://me:hunter2@127.0.0.1:${port}/jobs` }),
    /^no PostgreSQL server answers at 127\.0\.0\.1:\d+: start it, or correct the address/,
  );
});

test("a machine that does not exist", async () => {
  assert.match(
    await trouble({ url: "postgres://me:hunter2@no-such-machine.invalid/jobs" }),
    /^no machine is called no-such-machine\.invalid: correct the address/,
  );
});

for (const [url, says] of [
  ["hunter2", /^DATABASE_URL is not an address: it must look like postgres:\/\/user:password@/],
  ["mysql://me:hunter2@localhost/jobs", /^DATABASE_URL begins with mysql:\/\/: it must look like/],
  ["localhost:5432", /^DATABASE_URL begins with localhost:\/\/: it must look like/],
  ["postgres:///jobs", /^DATABASE_URL names no machine: it must look like/],
  ["postgres://me:hunter2@localhost:99999/jobs", /^DATABASE_URL is not an address/],
] as const) {
  test(`an address that is wrong: ${url}`, async () => assert.match(await trouble({ url }), says));
}

test("an address that is right", () => {
  assert.equal(serverUrl("postgresql://me@localhost/jobs").hostname, "localhost");
});

/** Answers whoever wants to connect as PostgreSQL does when it refuses: with a code and a message. */
async function refusing(code: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      const fields = Buffer.from(`SFATAL\0C${code}\0Mhunter2 is wrong\0\0`);
      const head = Buffer.from([69, 0, 0, 0, fields.length + 4]);
      socket.end(Buffer.concat([head, fields]));
    });
  });
  return `postgres://me:hunter2@127.0.0.1:${await portOf(server)}/jobs`;
}

for (const [code, what, says] of [
  ["28P01", "a password", /refuses the password of user me: correct user and password/],
  ["28000", "a user", /refuses the password of user me: correct user and password/],
  ["3D000", "a database", /has no database jobs: create it \(createdb jobs\), or correct its name/],
  ["42501", "a schema", /user me may not make a schema in database jobs: grant create on it/],
  ["53300", "a connection", /has no connection left: end some, or allow it more/],
] as const) {
  test(`a server that refuses ${what}`, async () => {
    assert.match(await trouble({ url: await refusing(code) }), says);
  });
}

const server = process.env["DATABASE_URL"];
if (server) {
  const changed = (change: (url: URL) => void): string => {
    const url = new URL(server);
    change(url);
    return url.href;
  };

  test("a real server that refuses the password, or is given none", async () => {
    for (const password of ["hunter2", ""]) {
      const url = changed((one) => (one.password = password));
      assert.match(await trouble({ url }), /refuses the password of user/);
    }
  });

  test("a real server without the database", async () => {
    const url = changed((one) => (one.pathname = "/no_such_database"));
    assert.match(await trouble({ url }), /has no database no_such_database: create it/);
  });
}
