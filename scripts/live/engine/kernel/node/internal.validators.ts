/** What Node says when an argument is of the wrong kind. */
function refuse(name: string, expected: string, value: unknown): never {
  const given = value === null ? "null" : typeof value;
  const error = new TypeError(`The "${name}" argument must be ${expected}. Received ${given}`);
  throw Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
}

export const kValidateObjectAllowArray = 2;

export function validateObject(value: unknown, name: string): void {
  if (typeof value !== "object" || value === null) refuse(name, "of type object", value);
}

export function validateString(value: unknown, name: string): void {
  if (typeof value !== "string") refuse(name, "of type string", value);
}

export function validateArray(value: unknown, name: string): void {
  if (!Array.isArray(value)) refuse(name, "an instance of Array", value);
}

export function validateInteger(value: unknown, name: string): void {
  if (!Number.isSafeInteger(value)) refuse(name, "an integer", value);
}

export function validateOneOf(value: unknown, name: string, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) refuse(name, `one of ${allowed.map(String).join(", ")}`, value);
}
