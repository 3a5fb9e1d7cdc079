/** The page that tests drive: engines by name, and what they told. */
import type { Done, EngineEvent, Limits } from "../../protocol.ts";
import { createEngine } from "../engine.ts";
import type { Loaded } from "../loaded.ts";
import { Sandbox } from "../sandbox.ts";

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
  /** Whether a cell has begun since the last look at what was told. */
  hasStarted(): boolean {
    return told.some(({ type }) => type === "started");
  },
  /** What another script than the kernel says when it runs in its place. */
  async raw(script: string): Promise<unknown> {
    const { interleaveKernel } = self as unknown as Loaded;
    const sandbox = await Sandbox.open(interleaveKernel.frame);
    const { port1, port2 } = new MessageChannel();
    sandbox.spawn(script, { files: {}, folder: "", port: port2 });
    return await new Promise((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<unknown>): void => resolve(data);
    });
  },
  /** What was told since the last call. */
  take(): EngineEvent[] {
    return told.splice(0);
  },
};

Object.assign(self, { harness });
