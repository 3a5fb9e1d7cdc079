/** Places values of [0, largest] on a line. */
export interface Scale {
  (value: number): number;
  /** Round values to mark on the axis, about `wanted` of them: 1, 2 or 5 times a power of ten apart. */
  ticks(wanted: number): number[];
}

export function linearScale(largest: number, from: number, to: number): Scale {
  const range = largest > 0 ? largest : 1;
  const place = (value: number): number => from + ((to - from) * value) / range;
  return Object.assign(place, { ticks: (wanted: number) => roundValues(range, wanted) });
}

function roundValues(largest: number, wanted: number): number[] {
  const rough = largest / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((s) => s >= rough) ?? rough;
  const count = Math.floor(largest / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}
