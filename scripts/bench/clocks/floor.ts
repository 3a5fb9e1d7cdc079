/** The least that a simulated clock can be: callbacks in a binary heap, called in order of time. No promises. */
import { range } from "../workload.ts";
import { napMs, perWake } from "./sleepers.ts";

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

const isBefore = (a: Alarm, b: Alarm): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Alarm[], alarm: Alarm): void {
  let at = heap.length;
  heap.push(alarm);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as Alarm;
    if (!isBefore(alarm, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = alarm;
}

function pop(heap: Alarm[]): Alarm | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Alarm, heap[child] as Alarm))
      child++;
    if (!isBefore(heap[child] as Alarm, last)) break;
    heap[at] = heap[child] as Alarm;
    at = child;
  }
  heap[at] = last;
  return first;
}

export const trial = perWake((workload) => {
  const heap: Alarm[] = [];
  let [now, order, wakes] = [0, 0, 0];
  const callLater = (ms: number, callback: () => void): void =>
    push(heap, { at: now + ms, order: order++, callback });
  for (const who of range(workload.sleepers)) {
    let nap = 0;
    const wake = (): void => {
      wakes += 1;
      nap += 1;
      if (nap < workload.naps) callLater(napMs(workload, who, nap), wake);
    };
    callLater(napMs(workload, who, 0), wake);
  }
  for (let alarm = pop(heap); alarm; alarm = pop(heap)) {
    now = alarm.at;
    alarm.callback();
  }
  return Promise.resolve(wakes);
});
