import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Heap } from "./heap.ts";

test("a heap gives its elements in order, whatever the order they came in", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const heap = new Heap<number>((a, b) => a < b);
      for (const number of numbers) heap.push(number);
      const sorted = [...numbers].sort((a, b) => a - b);
      assert.equal(heap.peek(), sorted[0]);
      assert.deepEqual(
        numbers.map(() => heap.pop()),
        sorted,
      );
      assert.deepEqual([heap.size, heap.pop()], [0, undefined]);
    }),
  );
});
