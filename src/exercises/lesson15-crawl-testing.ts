import type { Clock } from "../clock.ts";
import { CancelledError, TimeoutError } from "../errors.ts";
import { Queue } from "../queue.ts";
import { retry } from "../retry.ts";
import { TaskGroup } from "../task-group.ts";
import { timeout } from "../timeout.ts";
import { Busy, type Crawl, type CrawlTools, type Entry, hostOf } from "./lesson15-site.ts";

/** What the lesson gives: half a second between two turns of a host. */
function turns(clock: Clock, everyMs: number) {
  const nextAt = new Map<string, number>();
  return async (address: string) => {
    const host = hostOf(address);
    const now = clock.now();
    const at = Math.max(now, nextAt.get(host) ?? 0);
    nextAt.set(host, at + everyMs);
    await clock.sleep(at - now);
  };
}

/** The parts of the solution, of which a wrong crawler has one another way. */
export interface Parts {
  readonly workers: number;
  readonly everyMs: number;
  readonly turnPer: "try" | "page";
  readonly isWorthRetrying: (error: unknown) => boolean;
  readonly ask: (body: () => Promise<Page>, tools: CrawlTools) => Promise<Page>;
  readonly again: (ask: () => Promise<Page>, tools: CrawlTools, own: Parts) => Promise<Page>;
  readonly marks: "when found" | "when got";
  readonly failure: (report: Entry[], address: string, error: unknown) => void;
  readonly saves: (tools: CrawlTools, saved: (address: string, title: string) => void) => Saver;
  readonly untilDone: (queue: Queue<string>, tools: CrawlTools) => Promise<unknown>;
  readonly sorts: boolean;
  /** What runs beside the crawl. */
  readonly beside: (tools: CrawlTools) => void;
}
type Page = Awaited<ReturnType<CrawlTools["site"]["get"]>>;

/** How titles are saved; `all` runs beside the workers. */
interface Saver {
  readonly save: (address: string, title: string) => Promise<void>;
  readonly all?: () => Promise<void>;
  readonly done?: () => Promise<void>;
}

/** The parts of a right crawler. */
export const rightParts: Parts = {
  workers: 5,
  everyMs: 500,
  turnPer: "try",
  isWorthRetrying: (error) => error instanceof Busy || error instanceof TimeoutError,
  ask: (body) => timeout(2000, body),
  again: (ask, { clock, random }, { isWorthRetrying }) =>
    retry(ask, { clock, random, baseMs: 2000, isWorthRetrying }),
  marks: "when found",
  failure: (report, address, error) => {
    if (error instanceof CancelledError) throw error;
    report.push({ address, why: (error as Error).message });
  },
  saves: ({ site }, saved) => ({
    save: async (address, title) => {
      await site.save(address, title);
      saved(address, title);
    },
  }),
  untilDone: (queue, { stop }) => queue.join({ signal: stop }).catch(() => {}),
  sorts: true,
  beside: () => {},
};

/** For tests: the solution of 15.4, with some of its parts done another way. */
export const crawlWith = (change: Partial<Parts> = {}): Crawl => {
  const own = { ...rightParts, ...change };
  return async (start, tools) => {
    const [report, seen, queue] = [[] as Entry[], new Set<string>(), new Queue<string>()];
    const turn = turns(tools.clock, own.everyMs);
    const { save, all, done } = own.saves(
      tools,
      (address, title) => void report.push({ address, title }),
    );
    const found = (address: string) => {
      if (seen.has(address)) return;
      if (own.marks === "when found") seen.add(address);
      queue.putNowait(address);
    };
    const visit = async (address: string) => {
      if (own.turnPer === "page") await turn(address);
      const ask = async () => {
        if (own.turnPer === "try") await turn(address);
        return await own.ask(() => tools.site.get(address), tools);
      };
      const page = await own.again(ask, tools, own);
      seen.add(address);
      await save(address, page.title);
      page.links.forEach(found);
    };
    const work = async (): Promise<void> => {
      for (;;) {
        const address = await queue.get();
        await visit(address).catch((error: unknown) => own.failure(report, address, error));
        queue.taskDone();
      }
    };
    found(start);
    own.beside(tools);
    await new TaskGroup().run(async (group) => {
      const tasks = Array.from({ length: own.workers }, () => group.createTask(work));
      if (all) tasks.push(group.createTask(all));
      await own.untilDone(queue, tools);
      if (!tools.stop.aborted) await done?.();
      for (const task of tasks) task.cancel();
    });
    return own.sorts ? report.sort((a, b) => (a.address < b.address ? -1 : 1)) : report;
  };
};
