/** Every row of the conformance list, taken from CPython's own tests, has a test whose title starts with its id. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const rows = { A: 7, B: 8, C: 8, D: 5, E: 8, F: 14, G: 12, H: 10, I: 7 };
const ids = Object.entries(rows).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, i) => `${letter}${i + 1}`),
);

test("all 79 rows of the conformance list are tested", () => {
  const root = join(import.meta.dirname, "..", "..");
  const files = ["src", "scripts/platforms"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => readFileSync(join(root, folder, name), "utf8")),
  );
  const titles = files.flatMap((text) =>
    [...text.matchAll(/\(\s*["'`]((?:[A-I]\d+ )+)/g)].map((match) => match[1]),
  );
  const tested = new Set(titles.flatMap((title) => title?.trim().split(" ")));
  assert.equal(ids.length, 79);
  assert.deepEqual(
    ids.filter((id) => !tested.has(id)),
    [],
  );
});
