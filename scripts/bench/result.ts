import type { Measured } from "./harness.ts";
import { median, noise, ratio } from "./statistics.ts";
import type { Theme } from "./theme.ts";

/** A cell with everything that is computed from its figures. */
export interface Result extends Omit<Measured, "python" | "mostRounds"> {
  readonly unit: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Half the distance from least to most, as a part of the median. */
  readonly noise: number;
  /** How many times ours, by rounds. */
  readonly toOurs: number | undefined;
  /** How many times the floor, by rounds: of two floors the one named last. */
  readonly toFloor: number | undefined;
}

export function resultsOf(themes: readonly Theme[], measured: readonly Measured[]): Result[] {
  return measured.map((cell) => {
    const rivals = measured.filter(
      (other) => other.theme === cell.theme && other.scenario === cell.scenario,
    );
    const ours = rivals.find(({ role }) => role === "ours");
    const floor = rivals.filter(({ role }) => role === "floor").at(-1);
    const { theme, scenario, contestant, role, workload, values } = cell;
    return {
      theme,
      scenario,
      contestant,
      role,
      workload,
      unit: themes.find(({ id }) => id === cell.theme)?.unit ?? "",
      values,
      median: median(values),
      least: Math.min(...values),
      most: Math.max(...values),
      noise: noise(values),
      toOurs: ours && ratio(values, ours.values),
      toFloor: floor && ratio(values, floor.values),
    };
  });
}
