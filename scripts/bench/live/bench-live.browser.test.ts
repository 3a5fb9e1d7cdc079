import assert from "node:assert/strict";
import { test } from "node:test";
import { skip } from "../../site/testing/browser.ts";
import { benchLive } from "./bench-live.ts";

test("every figure that was promised is measured, each beside its promise", { skip }, async () => {
  const { signal } = new AbortController();
  const lines = await benchLive({ rounds: 1, signal });
  assert.equal(lines.length, 5);
  for (const line of lines) assert.match(line, /^\w.* +\d+\.\d ms {3}promised: \d+$/);
  console.log(lines.join("\n"));
});
