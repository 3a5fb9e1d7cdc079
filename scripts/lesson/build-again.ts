import { buildOnChanges, changesBelow, type Changes } from "./watch.ts";
import { WarmBuilder, type BuildEnd, type RepeatedBuild } from "./warm-builder.ts";

export interface Repeated {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Whether to build once before the first change. */
  readonly atOnce: boolean;
  /** Told how each build ended. */
  readonly built: (end: BuildEnd) => void;
  /** Default: what changes on disk. */
  readonly changes?: Changes;
}

/** Builds after every change until it is ended. What is wrong with a build is printed, and the next one may be right. */
export async function buildAgainAndAgain(
  build: RepeatedBuild,
  { signal, atOnce, built, changes = changesBelow(build.root) }: Repeated,
): Promise<void> {
  const builder = new WarmBuilder(build);
  const buildNow = async (changed: readonly string[], given: AbortSignal): Promise<void> => {
    const end = await builder.build(changed, given);
    if (end === undefined) return;
    if (!end.ok) console.error(`${end.problem}\nthe last good site stays`);
    built(end);
  };
  try {
    await buildOnChanges({ changes, signal, atOnce, build: buildNow });
  } finally {
    await builder.close();
  }
}
