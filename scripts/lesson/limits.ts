/** What one cell may take before it is stopped, and one lesson in memory. */
export interface Limits {
  readonly cellTimeoutMs: number;
  readonly maxOutputBytes: number;
  readonly memoryMb: number;
}

export const defaultLimits: Limits = {
  cellTimeoutMs: 60_000,
  maxOutputBytes: 2_000_000,
  memoryMb: 2_048,
};
