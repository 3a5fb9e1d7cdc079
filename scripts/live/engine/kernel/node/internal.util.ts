import { isNativeError } from "./internal.util.types.ts";

export const customInspectSymbol = Symbol.for("nodejs.util.inspect.custom");

export function isError(value: unknown): boolean {
  return isNativeError(value) || value instanceof Error;
}

export function join(parts: readonly string[], separator: string): string {
  return parts.join(separator);
}

export function removeColors(text: string): string {
  return text.replace(/\u001b\[\d\d?m/g, "");
}

export function getLazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A later Node names the console's methods by it. */
export function assignFunctionName<F extends object>(name: string | symbol, named: F): F {
  const value = typeof name === "symbol" ? `[${name.description ?? ""}]` : name;
  return Object.defineProperty(named, "name", { value, configurable: true });
}
