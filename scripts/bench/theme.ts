/** A floor is what the language itself costs; ours is what the course ships, a variant ours in another form. */
export type Role = "floor" | "ours" | "variant" | "peer";

/** One measurement, in the theme's unit. Runs in a process of its own. */
export type Trial<W> = (workload: W) => Promise<number>;

/** How much work a run asks for. */
export interface Size {
  readonly items: number;
  readonly naps: number;
  readonly sleepers: number;
}

export interface Contestant<W> {
  readonly name: string;
  readonly role: Role;
  /** Loaded only in the process that measures it, so that no peer weighs on another. */
  readonly load?: () => Promise<Trial<W>>;
  /** A file in `python/` that takes the same workload, where there is no `load`. */
  readonly python?: string;
  /** Scenarios that it has no way to do, and why. */
  readonly cannot?: Readonly<Record<string, string>>;
  /** Which part of the work the slow ones are given, so that a run ends the same day: for all scenarios, or by name. */
  readonly share?: number | Readonly<Record<string, number>>;
  /** For the slowest, where it does not matter how exact they are. */
  readonly mostRounds?: number;
}

export interface Scenario<W> {
  readonly name: string;
  /** Undefined if the run is too small for it. */
  readonly workload: (size: Size, share: number) => W | undefined;
  readonly mostRounds?: number;
}

export interface ThemeOptions<W> {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly contestants: readonly Contestant<W>[];
  readonly scenarios: readonly Scenario<W>[];
  /** A smaller workload, to have the code compiled before it is measured. Left out: measured cold. */
  readonly warmUp?: (workload: W) => W;
}

/** What one process measures: a contestant in a scenario. */
export interface Cell {
  readonly theme: string;
  readonly scenario: string;
  readonly contestant: string;
  readonly role: Role;
  readonly workload: unknown;
  readonly python: string | undefined;
  readonly mostRounds: number;
}

/** A table: contestants by scenarios. */
export interface Theme {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly contestants: readonly { readonly name: string; readonly role: Role }[];
  readonly scenarios: readonly string[];
  /** Why a contestant has no figure somewhere, one line each. */
  readonly notes: readonly string[];
  readonly cells: (size: Size) => readonly Cell[];
  readonly measure: (contestant: string, workload: unknown) => Promise<number>;
}

/** Puts contestants and scenarios together; the workload's type is known only in here. */
export function theme<W>(options: ThemeOptions<W>): Theme {
  const { id, title, unit, contestants, scenarios } = options;
  return {
    id,
    title,
    unit,
    contestants: contestants.map(({ name, role }) => ({ name, role })),
    scenarios: scenarios.map(({ name }) => name),
    notes: contestants.flatMap(notesOn),
    cells: (size) =>
      scenarios.flatMap((scenario) =>
        contestants
          .filter((contestant) => contestant.cannot?.[scenario.name] === undefined)
          .flatMap((contestant) => cell(options, scenario, contestant, size) ?? []),
      ),
    measure: async (name, workload) => {
      const trial = await contestants.find((one) => one.name === name)?.load?.();
      if (!trial) throw new Error(`nothing to measure: ${id} has no contestant ${name} to load`);
      if (options.warmUp) await trial(options.warmUp(workload as W));
      return await trial(workload as W);
    },
  };
}

function cell<W>(
  { id }: ThemeOptions<W>,
  scenario: Scenario<W>,
  contestant: Contestant<W>,
  size: Size,
): Cell | undefined {
  const { name, role, python, share = 1 } = contestant;
  const part = typeof share === "number" ? share : (share[scenario.name] ?? 1);
  const workload = scenario.workload(size, part);
  if (workload === undefined) return undefined;
  return {
    theme: id,
    scenario: scenario.name,
    contestant: name,
    role,
    workload,
    python,
    mostRounds: Math.min(contestant.mostRounds ?? Infinity, scenario.mostRounds ?? Infinity),
  };
}

function notesOn<W>({ name, cannot = {} }: Contestant<W>): string[] {
  const reasons = [...new Set(Object.values(cannot))];
  return reasons.map((reason) => {
    const where = Object.keys(cannot).filter((scenario) => cannot[scenario] === reason);
    return `${name}, ${where.join(", ")}: ${reason}`;
  });
}
