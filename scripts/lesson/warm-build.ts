/** The process of a WarmBuilder: builds whenever it is asked to, and ends with the process that asks. */
import { FastRoad } from "../kernel/fast/fast-road.ts";
import { buildOnce } from "./build-site.ts";
import { problemOf } from "./command.ts";
import type { Answer, BuildEnd, RepeatedBuild, Request } from "./warm-builder.ts";

const road = new FastRoad();
let current: AbortController | undefined;

async function endOf(build: RepeatedBuild, signal: AbortSignal): Promise<BuildEnd> {
  try {
    await buildOnce({ ...build, signal }, road);
    return { ok: true, problem: "" };
  } catch (error) {
    const ours = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ok: false, problem: problemOf(error) ?? ours };
  }
}

async function answer(build: RepeatedBuild): Promise<void> {
  current = new AbortController();
  const { signal } = current;
  const end = await endOf(build, signal);
  current = undefined;
  const said: Answer = signal.aborted && !end.ok ? "stopped" : end;
  if (process.connected) process.send?.(said, () => undefined);
}

async function leave(): Promise<void> {
  current?.abort(new Error("the build was ended"));
  await road.close();
  process.exit();
}

process.on("message", (request: Request) => {
  if (request === "end") void leave();
  else if (request === "stop") current?.abort(new Error("something else was saved"));
  else void answer(request.build);
});
process.on("disconnect", () => void leave());
