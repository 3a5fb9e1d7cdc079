import assert from "node:assert/strict";
import { test } from "node:test";
import type { Output } from "../kernel/output.ts";
import { canonicalOutputs } from "./canonical-output.ts";

const out = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
const err = (text: string): Output => ({ output_type: "stream", name: "stderr", text });

test("pieces of one stream become one output, another stream stays apart", () => {
  const got = canonicalOutputs([out("a"), out("b\n"), err("c"), out("d")], "/project");
  assert.deepEqual(got, [out("ab\n"), err("c"), out("d")]);
});

test("an empty piece is no output", () => {
  assert.deepEqual(canonicalOutputs([out("")], "/project"), []);
});

test("where the project lies on this machine is left out, in every kind of output", () => {
  const got = canonicalOutputs(
    [
      out("at /project/src/queue.ts:3\n"),
      { output_type: "error", ename: "E", evalue: "x", traceback: ["file:///project/src/a.ts:1"] },
      {
        output_type: "display_data",
        data: { "text/plain": "/project/a", "application/json": { b: ["/project/c"] } },
        metadata: { at: "noon" },
      },
    ],
    "/project",
  );
  assert.doesNotMatch(JSON.stringify(got), /project|noon/);
  assert.match(JSON.stringify(got), /"b":\["c"\]/);
});
