import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock } from "../clock.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";

/** A web site with a page for each episode. Each request takes from 0.2 to 1.2 seconds of the clock's time. */
export class TitleSite {
  /** How many requests were open at the same time, at most. */
  peak = 0;
  /** How long each request took, in milliseconds, in the order of asking. */
  readonly latencies: number[] = [];
  readonly trace: Trace;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #missing: number | undefined;
  #open = 0;

  /** `missing` is an episode without a page. */
  constructor(clock: Clock, random: Random, missing?: number) {
    this.trace = new Trace(clock);
    this.#clock = clock;
    this.#random = random;
    this.#missing = missing;
  }

  /** The title of an episode. Rejects if there is no such page. */
  title(episode: number): Promise<string> {
    return this.trace.task(`episode ${episode}`, async () => {
      const latency = this.#random.duration(200, 1200);
      this.latencies.push(latency);
      this.#open += 1;
      this.peak = Math.max(this.peak, this.#open);
      await this.#clock.sleep(latency);
      this.#open -= 1;
      if (episode === this.#missing) throw new Error(`there is no page for episode ${episode}`);
      return `Title of episode ${episode}`;
    });
  }
}

export type AllTitles = (
  site: TitleSite,
  episodes: readonly number[],
) => Promise<readonly string[]>;

export const allTitles: Exercise<AllTitles> = {
  id: "4.4",
  title: "twenty titles",
  hints: [
    "An await inside the loop ends one request before the next one begins.",
    "map calls site.title for every episode and gives an array of promises, without waiting for any of them.",
    "1: const promises = episodes.map((episode) => site.title(episode)); 2: return await Promise.all(promises);",
  ],
  async judge(answer) {
    for (const count of [1, 2, 3, 20]) {
      for (let seed = 0; seed < 10; seed++) {
        const verdict = await judgeRequests(answer, count, seed);
        if (!verdict.passed) return verdict;
      }
    }
    const hidden = await judgeMissing(answer);
    return hidden ?? passed("20 requests at once, titles in order, no longer than the slowest");
  },
};

async function judgeRequests(answer: AllTitles, count: number, seed: number): Promise<Verdict> {
  const clock = new SimulatedClock();
  const site = new TitleSite(clock, new Random(seed));
  const episodes = Array.from({ length: count }, (_, i) => 100 + i);
  const blocked = () => site.trace.blocked();
  const titles = await clock.run(() => answer(site, episodes), { blocked });
  const total = clock.now();
  await clock.sleep(1200 * count); // an answer that does not wait leaves requests open

  const figure = site.latencies.length > 0 ? timeline(site.trace, { title: "The requests" }) : "";
  const fails = (because: string) => failed(`with ${count} episodes ${because}`, figure);
  if (site.latencies.length !== count) return fails(`it makes ${site.latencies.length} requests`);
  const wrong = episodes.findIndex((episode, i) => titles[i] !== `Title of episode ${episode}`);
  if (wrong >= 0 || titles.length !== count) {
    const place = wrong >= 0 ? wrong : count;
    const wanted = wrong >= 0 ? `"Title of episode ${100 + wrong}"` : "nothing";
    const came = titles[place] === undefined ? "nothing" : `"${String(titles[place])}"`;
    return fails(`place ${place + 1} of the result should hold ${wanted}, but holds ${came}`);
  }
  if (site.peak !== count) return fails(`only ${site.peak} of the requests are open at a time`);
  const slowest = Math.max(...site.latencies);
  if (total > slowest) {
    return fails(`it takes ${total} ms, and the slowest request only ${slowest} ms`);
  }
  return passed("");
}

async function judgeMissing(answer: AllTitles): Promise<Verdict | undefined> {
  const clock = new SimulatedClock();
  const site = new TitleSite(clock, new Random(5), 2);
  const said = await clock
    .run(() => answer(site, [1, 2, 3]))
    .then(
      (titles) => `[${titles.join(", ")}]`,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  await clock.sleep(1200);
  if (said === "there is no page for episode 2") return undefined;
  return failed(`episode 2 of 3 has no page, but the caller does not hear of it: it gets ${said}`);
}
