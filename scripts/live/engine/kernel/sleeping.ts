/**
 * A page that is not isolated has no SharedArrayBuffer, and without one a worker cannot wait (`Atomics.wait`). The memory
 * of WebAssembly can be shared all the same.
 */
const PAGE_BYTES = 64 * 1024;

/** To be called before any cell runs. */
export function provideSharedBuffers(): void {
  if (typeof SharedArrayBuffer !== "undefined") return;
  const real = Object.getPrototypeOf(
    new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true }).buffer,
  ) as object;
  const create = (bytes: number): ArrayBufferLike => {
    const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES));
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }).buffer;
  };
  const constructor = function SharedArrayBuffer(bytes: number): ArrayBufferLike {
    return create(bytes);
  };
  constructor.prototype = real;
  Object.defineProperty(globalThis, "SharedArrayBuffer", {
    value: constructor,
    writable: true,
    configurable: true,
  });
}
