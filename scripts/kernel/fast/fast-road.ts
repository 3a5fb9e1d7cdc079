import type { Road, SessionOptions } from "../session.ts";
import { Compiler } from "./compiler.ts";
import { LightSession } from "./light-session.ts";

/**
 * The road that the build takes: one warm compiler for all notebooks, and a light process for each. It gives what the
 * road over the protocol gives, because both run the same code of `shim/`; fast-road.test.ts holds them against each other.
 */
export class FastRoad implements Road {
  #compiler: Compiler | undefined;

  /** The compiler of all its sessions, for whoever else needs cells compiled. It goes with the road. */
  get compiler(): Compiler {
    // One that died takes the lessons of its build with it, and no later one.
    if (this.#compiler?.isGone !== false) this.#compiler = new Compiler();
    return this.#compiler;
  }

  open(options: SessionOptions): Promise<LightSession> {
    return Promise.resolve(new LightSession(this.compiler, options));
  }

  async close(): Promise<void> {
    await this.#compiler?.close();
    this.#compiler = undefined;
  }
}
