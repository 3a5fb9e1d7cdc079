/** Node asks its native side what a value is; here the methods of its class tell, which throw for anything else. */
type Getter = (this: unknown) => unknown;

function accepts(method: Getter | undefined): (value: unknown) => boolean {
  return (value) => {
    if (typeof value !== "object" || value === null || method === undefined) return false;
    try {
      method.call(value);
      return true;
    } catch {
      return false;
    }
  };
}

function getter(prototype: object, key: PropertyKey): Getter | undefined {
  return Object.getOwnPropertyDescriptor(prototype, key)?.get;
}

function tagged(tag: string): (value: unknown) => boolean {
  const text = `[object ${tag}]`;
  return (value) =>
    typeof value === "object" && value !== null && Object.prototype.toString.call(value) === text;
}

const toStringTag = getter(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag,
);
const weak = {};
const sharedBuffer = Object.getPrototypeOf(
  new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true }).buffer,
) as object;
const isKind =
  (name: string) =>
  (value: unknown): boolean =>
    typeof value === "function" &&
    new RegExp(`^${name}`).test(
      String((value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]),
    );

const never = (): boolean => false;
export const isExternal = never;
export const isModuleNamespaceObject = tagged("Module");
export const isMap = accepts(getter(Map.prototype, "size"));
export const isSet = accepts(getter(Set.prototype, "size"));
export const isWeakMap = accepts(function () {
  WeakMap.prototype.has.call(this as WeakMap<object, unknown>, weak);
});
export const isWeakSet = accepts(function () {
  WeakSet.prototype.has.call(this as WeakSet<object>, weak);
});
export const isDate = accepts(Date.prototype.getTime);
export const isRegExp = (value: unknown): boolean =>
  value !== RegExp.prototype && accepts(getter(RegExp.prototype, "source"))(value);
export const isArrayBuffer = accepts(getter(ArrayBuffer.prototype, "byteLength"));
export const isSharedArrayBuffer = accepts(getter(sharedBuffer, "byteLength"));
export const isAnyArrayBuffer = (value: unknown): boolean =>
  isArrayBuffer(value) || isSharedArrayBuffer(value);
export const isArrayBufferView = (value: unknown): boolean => ArrayBuffer.isView(value);
export const isTypedArray = (value: unknown): boolean => toStringTag?.call(value) !== undefined;
export const isUint8Array = (value: unknown): boolean => toStringTag?.call(value) === "Uint8Array";
export const isDataView = (value: unknown): boolean =>
  ArrayBuffer.isView(value) && !isTypedArray(value);
export const isPromise = (value: unknown): boolean =>
  value instanceof Promise && value !== Promise.prototype;
export const isNumberObject = accepts(Number.prototype.valueOf);
export const isStringObject = accepts(String.prototype.valueOf);
export const isBooleanObject = accepts(Boolean.prototype.valueOf);
export const isBigIntObject = accepts(BigInt.prototype.valueOf);
export const isSymbolObject = accepts(Symbol.prototype.valueOf);
export const isBoxedPrimitive = (value: unknown): boolean =>
  [isNumberObject, isStringObject, isBooleanObject, isBigIntObject, isSymbolObject].some((is) =>
    is(value),
  );
export const isNativeError = (value: unknown): boolean =>
  value instanceof Error || tagged("Error")(value);
export const isMapIterator = tagged("Map Iterator");
export const isSetIterator = tagged("Set Iterator");
export const isGeneratorObject = tagged("Generator");
export const isArgumentsObject = tagged("Arguments");
export const isAsyncFunction = isKind("Async");
export const isGeneratorFunction = isKind("(Async)?GeneratorFunction");
