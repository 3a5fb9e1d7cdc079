/** In the place of Node's: ids of displays. */
const { getRandomValues } = crypto;
const source = crypto;

export function randomBytes(count: number): { toString(encoding: "hex"): string } {
  const bytes = getRandomValues.call(source, new Uint8Array(count)) as Uint8Array;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
  return { toString: () => digits.join("") };
}
