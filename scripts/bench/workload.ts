/** Items from producers to consumers. They are the numbers from 0; producer p of P puts p, p + P, p + 2P… */
export interface Workload {
  readonly items: number;
  readonly producers: number;
  readonly consumers: number;
  /** Left out: unbounded. */
  readonly maxSize?: number;
  /** All is put before the first is got. */
  readonly burst?: boolean;
}

/** Gets all items across and calls `receive` with each; every queue under test comes to this. */
export type Deliver = (workload: Workload, receive: (item: number) => void) => Promise<void>;

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
