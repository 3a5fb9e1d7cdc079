import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Deque } from "./deque.ts";

test("a deque behaves like an array's push and shift, for any sequence of them", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat()), { maxLength: 500 }), (steps) => {
      const deque = new Deque<number>();
      const array: number[] = [];
      for (const step of steps) {
        if (step === null) assert.equal(deque.shift(), array.shift());
        else {
          deque.push(step);
          array.push(step);
        }
        assert.equal(deque.size, array.length);
      }
      assert.deepEqual([...deque], array);
    }),
  );
});

test("a cleared deque is empty and can be used again", () => {
  const deque = new Deque<number>();
  for (let i = 0; i < 100; i++) deque.push(i);
  deque.clear();
  assert.deepEqual([deque.size, deque.shift()], [0, undefined]);
  deque.push(7);
  assert.deepEqual([...deque], [7]);
});
