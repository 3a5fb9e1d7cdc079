/** Node's own collections: whoever changes the language's classes does not change these. */

class NodesMap<K, V> extends Map<K, V> {}
class NodesSet<T> extends Set<T> {}
class NodesWeakMap<K extends WeakKey, V> extends WeakMap<K, V> {}

for (const own of [NodesMap, NodesSet, NodesWeakMap]) {
  const prototype = own.prototype as object;
  const above = Object.getPrototypeOf(prototype) as object;
  for (const key of Reflect.ownKeys(above)) {
    const member = Object.getOwnPropertyDescriptor(above, key);
    if (member && key !== "constructor") Object.defineProperty(prototype, key, member);
  }
}

export { NodesMap as SafeMap, NodesSet as SafeSet, NodesWeakMap as SafeWeakMap };

/** An iterable whose iterator takes these functions; both were taken before any program ran. */
function safeIterator(
  iterate: (this: unknown) => Iterator<unknown>,
  next: Iterator<unknown>["next"],
): new (iterable: unknown) => IterableIterator<unknown> {
  return class {
    readonly #iterator: Iterator<unknown>;
    constructor(iterable: unknown) {
      this.#iterator = Reflect.apply(iterate, iterable, []);
    }
    next(): IteratorResult<unknown> {
      return Reflect.apply(next, this.#iterator, []);
    }
    [Symbol.iterator](): IterableIterator<unknown> {
      return this;
    }
  };
}

export const SafeStringIterator = safeIterator(
  String.prototype[Symbol.iterator],
  ""[Symbol.iterator]().next,
);
export const SafeArrayIterator = safeIterator(
  Array.prototype[Symbol.iterator],
  [][Symbol.iterator]().next,
);
