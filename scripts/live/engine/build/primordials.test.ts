import assert from "node:assert/strict";
import { test } from "node:test";
import { primordialsModule } from "./primordials.ts";

type Taken = Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;

async function taken(...names: readonly string[]): Promise<Taken> {
  const module = `data:text/javascript,${encodeURIComponent(primordialsModule(names))}`;
  return (await import(module)) as Taken;
}

test("methods take what they are called on first, also those that are getters or have a symbol for a name", async () => {
  const own = await taken(
    "ArrayPrototypePush",
    "ArrayPrototypePushApply",
    "MapPrototypeGetSize",
    "TypedArrayPrototypeGetSymbolToStringTag",
    "FunctionPrototypeSymbolHasInstance",
  );
  const list = [1];
  own["ArrayPrototypePush"]?.(list, 2);
  own["ArrayPrototypePushApply"]?.(list, [3, 4]);
  assert.deepEqual(list, [1, 2, 3, 4]);
  assert.equal(own["MapPrototypeGetSize"]?.(new Map([[1, 1]])), 1);
  assert.equal(own["TypedArrayPrototypeGetSymbolToStringTag"]?.(new Int8Array()), "Int8Array");
  assert.equal(own["FunctionPrototypeSymbolHasInstance"]?.(Array, list), true);
});

test("functions of a class and the language's values are themselves", async () => {
  const names = ["ArrayIsArray", "MathMax", "SymbolIterator", "ObjectPrototype", "globalThis"];
  const own = await taken(...names, "MathMaxApply", "PromiseResolve", "uncurryThis");
  assert.deepEqual(
    names.map((name) => own[name] as unknown),
    [Array.isArray, Math.max, Symbol.iterator, Object.prototype, globalThis],
  );
  assert.equal(own["MathMaxApply"]?.([1, 3, 2]), 3);
  assert.equal(await own["PromiseResolve"]?.(4), 4);
  const shout = function (this: string): string {
    return `${this}!`;
  };
  assert.equal((own["uncurryThis"]?.(shout) as (text: string) => string)("a"), "a!");
});

test("what the language does not have is asked of our own file of safe collections", () => {
  assert.match(primordialsModule(["SafeMap"]), /export \{ SafeMap \} from "internal\/safe";/);
});
