/** The page that tests drive: engines by name, and what they told. */
import type { Done, EngineEvent, Limits } from "../../protocol.ts";
import { createEngine } from "../engine.ts";

const engines = new Map<string, ReturnType<typeof createEngine>>();
const told: EngineEvent[] = [];

const harness = {
  open(name: string, lesson: string, limits: Partial<Limits> = {}): void {
    engines.set(name, createEngine({ lesson, limits, onEvent: (event) => told.push(event) }));
  },
  engine(name: string): ReturnType<typeof createEngine> {
    const engine = engines.get(name);
    if (engine === undefined) throw new Error(`no engine ${name}`);
    return engine;
  },
  async run(name: string, cellId: string, source?: string): Promise<Done> {
    return await harness.engine(name).run({ cellId, ...(source !== undefined && { source }) });
  },
  /** What was told since the last call. */
  take(): EngineEvent[] {
    return told.splice(0);
  },
};

Object.assign(self, { harness });
