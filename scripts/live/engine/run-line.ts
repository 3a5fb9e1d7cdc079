import type { Done, EngineEvent, RunRequest } from "../protocol.ts";

interface Asked {
  readonly request: RunRequest;
  readonly resolve: (done: Done) => void;
}

/** The runs that readers asked for, one at a time, in the order in which they asked. */
export class RunLine {
  readonly #tell: (event: EngineEvent) => void;
  readonly #attempt: (request: RunRequest, isRunning: () => boolean) => Promise<Done>;
  #waiting: Asked[] = [];
  #running: Asked | undefined;
  #isHeld = false;

  /** `tell` hears of what is queued and done. `attempt` makes a run and never rejects; it may ask whether anybody still waits for it. */
  constructor(
    tell: (event: EngineEvent) => void,
    attempt: (request: RunRequest, isRunning: () => boolean) => Promise<Done>,
  ) {
    this.#tell = tell;
    this.#attempt = attempt;
  }

  /** The cell that runs. */
  get running(): string | undefined {
    return this.#running?.request.cellId;
  }

  /** Resolves when the cell is done. As in Jupyter, those that wait behind a cell that fails are not run. */
  async run(request: RunRequest): Promise<Done> {
    this.#tell({ type: "queued", cellId: request.cellId });
    return await new Promise<Done>((resolve) => {
      this.#waiting.push({ request, resolve });
      void this.#next();
    });
  }

  /** Ends the run that is on as interrupted, whatever becomes of it. */
  abandon(): void {
    const running = this.#running;
    this.#running = undefined;
    if (running) this.#interrupted(running);
  }

  /** Those that wait are not run. */
  drop(): void {
    for (const waiting of this.#waiting.splice(0)) this.#interrupted(waiting);
  }

  /** Nothing starts until `goOn`. */
  hold(): void {
    this.#isHeld = true;
  }

  goOn(): void {
    this.#isHeld = false;
    void this.#next();
  }

  async #next(): Promise<void> {
    if (this.#running !== undefined || this.#isHeld) return;
    const asked = this.#waiting.shift();
    if (asked === undefined) return;
    this.#running = asked;
    const done = await this.#attempt(asked.request, () => this.#running === asked);
    if (this.#running !== asked) return;
    this.#running = undefined;
    this.#finish(asked, done);
    if (done.status === "error") this.drop();
    void this.#next();
  }

  #interrupted(asked: Asked): void {
    this.#finish(asked, { type: "done", cellId: asked.request.cellId, status: "interrupted" });
  }

  #finish({ resolve }: Asked, done: Done): void {
    this.#tell(done);
    resolve(done);
  }
}
