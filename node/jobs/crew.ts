import { setTimeout as sleep } from "node:timers/promises";
import type { Started } from "../processes/start-module.ts";
import { startProgram } from "./programs.ts";
import type {
  CrewEvent,
  Point,
  ProducerOrder,
  Service,
  Task,
  WorkerOrder,
} from "./crew-messages.ts";
import type { Engine } from "./engine.ts";

export interface WorkerOptions {
  /** Which queues it serves, in turn, and how. */
  readonly services: readonly Service[];
  /** How long one job takes; default: 20 ms. */
  readonly workMs?: number;
  /** Where it stands still, once, until it is told to go on or killed. */
  readonly standAt?: Point;
}

export interface ProducerOptions {
  readonly queue: string;
  readonly tasks: readonly Task[];
  /** After each put; default: none. */
  readonly pauseMs?: number;
}

/** Workers and producers on one engine, each a process of its own. None of them outlives this one. */
export class Crew {
  readonly #engine: Engine;
  readonly #members: Member[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Starts a worker. Resolves when it is connected and about to take its first job. */
  async worker(name: string, options: WorkerOptions): Promise<Member> {
    const { services, workMs = 20, standAt } = options;
    return await this.#start("worker", {
      name,
      services,
      workMs,
      standAt,
      address: this.#engine.address,
    });
  }

  /** Starts a producer. Resolves when it is connected and about to put its first task. */
  async producer(name: string, options: ProducerOptions): Promise<Member> {
    const { queue, tasks, pauseMs = 0 } = options;
    return await this.#start("producer", {
      name,
      queue,
      tasks,
      pauseMs,
      address: this.#engine.address,
    });
  }

  async #start(
    program: "worker" | "producer",
    order: WorkerOrder | ProducerOrder,
  ): Promise<Member> {
    const member = new Member(order.name, startProgram(program));
    this.#members.push(member);
    member.send(order);
    await member.heard(({ what }) => what === "ready");
    return member;
  }

  /** Ends them all, whatever they are doing; resolves when none of them runs any more. */
  async close(): Promise<void> {
    await Promise.all(this.#members.map(async (member) => await member.kill()));
  }
}

/** How long anything that is awaited of a process may take, in milliseconds. */
const patienceMs = 60_000;

/** A worker or a producer: a process. */
export class Member {
  readonly name: string;
  readonly #started: Started;
  readonly #events: CrewEvent[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(name: string, started: Started) {
    this.name = name;
    this.#started = started;
    started.process.on("message", (event: CrewEvent) => {
      this.#events.push(event);
      for (const listener of this.#listeners) listener();
    });
  }

  /** The process's number. */
  get pid(): number {
    return this.#started.process.pid ?? 0;
  }

  /** Resolves when the process is gone, however it went, with how it went in words. */
  get ended(): Promise<string> {
    return this.#started.ended;
  }

  /** What it has reported up to now. */
  get events(): readonly CrewEvent[] {
    return this.#events;
  }

  send(message: object): void {
    this.#started.process.send(message);
  }

  /** Resolves with the first report that fits, also one of before. Rejects when the process ends, or after a minute. */
  async heard(fits: (event: CrewEvent) => boolean): Promise<CrewEvent> {
    const listening = new AbortController();
    const { signal } = listening;
    const found = new Promise<CrewEvent>((resolve, reject) => {
      const look = (): void => {
        const event = this.#events.find(fits);
        const trouble = this.#events.find(({ what }) => what === "trouble");
        if (trouble?.what === "trouble") reject(new Error(`${this.name}: ${trouble.why}`));
        if (event) resolve(event);
      };
      this.#listeners.add(look);
      signal.addEventListener("abort", () => this.#listeners.delete(look));
      look();
    });
    const late = sleep(patienceMs, undefined, { signal, ref: false }).then(() => {
      throw new Error(`${this.name} has not reported within ${patienceMs / 1000} s`);
    });
    const gone = this.#started.ended.then((how) => {
      throw new Error(`${this.name} ${how}`);
    });
    try {
      return await Promise.race([found, late, gone]);
    } finally {
      for (const lost of [late, gone]) lost.catch(() => {});
      listening.abort();
    }
  }

  /** Resolves when it stands at its point. */
  async stands(): Promise<void> {
    await this.heard(({ what }) => what === "stands");
  }

  /** Lets it go on from where it stands. */
  goOn(): void {
    this.send({ goOn: true });
  }

  /** kill -9: it gets no chance to do anything about it. Resolves when it is dead. */
  async kill(): Promise<void> {
    await this.#started.kill();
  }
}
