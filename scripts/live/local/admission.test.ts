import assert from "node:assert/strict";
import { test } from "node:test";
import { isForUs, refusalOf } from "./admission.ts";
import { withKernel } from "./served-page.ts";

const door = { port: 4173, token: "a-token" };
const ours = {
  host: "127.0.0.1:4173",
  origin: "http://127.0.0.1:4173",
  "sec-websocket-protocol": "interleave, a-token",
};

test("a page of this server that knows the token may connect, by either name of the server", () => {
  assert.equal(refusalOf(ours, door), undefined);
  const named = { host: "localhost:4173", origin: "http://localhost:4173" };
  assert.equal(refusalOf({ ...ours, ...named }, door), undefined);
});

const strangers = {
  "no token": { "sec-websocket-protocol": "interleave" },
  "no protocol": { "sec-websocket-protocol": undefined },
  "a wrong token": { "sec-websocket-protocol": "interleave, b-token" },
  "a longer token": { "sec-websocket-protocol": "interleave, a-token-" },
  "another protocol": { "sec-websocket-protocol": "chat, a-token" },
  "a page of another site": { origin: "https://example.org" },
  "a page of another port": { origin: "http://127.0.0.1:4174" },
  "a page by the other name": { origin: "http://localhost:4173" },
  "a page of no origin": { origin: "null" },
  "no page at all": { origin: undefined },
  "a name that was made to lead here": {
    host: "example.org:4173",
    origin: "http://example.org:4173",
  },
  "another port": { host: "127.0.0.1:80", origin: "http://127.0.0.1:80" },
} as const;

for (const [who, headers] of Object.entries(strangers)) {
  test(`refused: ${who}`, () => {
    assert.equal(typeof refusalOf({ ...ours, ...headers }, door), "string");
  });
}

test("pages are shown by the server's own names only", () => {
  assert.equal(isForUs({ host: "127.0.0.1:4173" }, door), true);
  assert.equal(isForUs({ host: "example.org:4173" }, door), false);
  assert.equal(isForUs({}, door), false);
});

test("the copy of a page may connect to the kernel and to nothing else, and does not hold the token", () => {
  const page = `<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'; base-uri 'none'"><script src="a.js"></script></head>`;
  const copy = withKernel(page, 4173);
  assert.match(
    copy,
    /connect-src 'self' ws:\/\/127\.0\.0\.1:4173\/-kernel ws:\/\/localhost:4173\/-kernel; base-uri/,
  );
  assert.match(
    copy,
    /<meta name="interleave\.kernel"><script src="\/-kernel\/engine\.js" defer><\/script><script src="a\.js">/,
  );
  assert.ok(!copy.includes(door.token));
});
