/** Node's errors have a code, and their class shows it. */
function coded(code: string): new (...parts: unknown[]) => Error {
  return class extends TypeError {
    readonly code = code;
    constructor(...parts: unknown[]) {
      super(parts.map(String).join(" "));
    }
  };
}

export const codes: Readonly<Record<string, new (...parts: unknown[]) => Error>> = new Proxy(
  {},
  { get: (_, code) => coded(String(code)) },
);

let overflow: string | undefined;

/** What this engine says when the stack is full. */
export function isStackOverflowError(error: unknown): boolean {
  if (!(error instanceof RangeError)) return false;
  if (overflow === undefined) {
    const overflowing = (): unknown => overflowing();
    try {
      overflowing();
    } catch (own) {
      overflow = (own as Error).message;
    }
  }
  return error.message === overflow;
}

export function hideStackFrames<T>(f: T): T {
  return f;
}
