/**
 * What a clock cannot do without if each sleep is a promise and each wake has a turn of its own: only that.
 * It keeps no time: who wakes next was written down beforehand.
 */
import { askAfterMicrotasks } from "../../../src/turn.ts";
import { range } from "../workload.ts";
import { perWake, placeOf, type Sleepers, slumber, total } from "./sleepers.ts";

export const trial = perWake(async (workload) => {
  const { sleepers, naps } = workload;
  const orders = range(naps).map((nap) => wakingOrder(workload, nap));
  const wakes: (() => void)[] = [];
  let woken = 0;
  const nextTurn = askAfterMicrotasks(() => {
    if (woken === sleepers * naps) return;
    const who = orders[Math.floor(woken / sleepers)]?.[woken % sleepers] as number;
    woken += 1;
    nextTurn();
    wakes[who]?.();
  });
  const all = range(sleepers).map((who) =>
    slumber(workload, who, () => new Promise((resolve) => (wakes[who] = resolve))),
  );
  nextTurn();
  return total(await Promise.all(all));
});

/** Sleepers in the order in which they wake from this nap. */
function wakingOrder({ sleepers, equal }: Sleepers, nap: number): Int32Array {
  const order = new Int32Array(sleepers);
  for (const who of range(sleepers)) order[equal ? who : placeOf(sleepers, who, nap)] = who;
  return order;
}
