import { type Exercise, failed, passed } from "../check.ts";
import type { QueueState } from "../queue-run.ts";
import { queueStrip } from "../queue-strip.ts";
import { microtasksDone } from "../turn.ts";
import { type Signal, WatchedStop } from "./stop-signal.ts";

/** A queue whose `get` can be aborted. */
export interface Letterbox<T> {
  put(item: T): void;
  get(signal: Signal): Promise<T>;
}

type MakeLetterbox = () => Letterbox<string>;

export const letterbox: Exercise<MakeLetterbox> = {
  id: "8.2",
  title: "the letter that nobody got",
  hints: [
    "Somebody asks, is aborted, and goes home. What does the next put do with its letter?",
    "When the signal is aborted, the one who asked has to leave the list of getters. And when a letter comes first, the listener has to leave the signal. Give both functions a name.",
    "signal.throwIfAborted() first. aborted: takes getter out of this.getters, then rejects with the reason. getter: removes the listener aborted, then resolves with the item.",
  ],
  async judge(make) {
    let played = 0;
    for (const schedule of schedules(5)) {
      for (const apart of [true, false]) {
        const { states, problem } = await play(make(), schedule, apart);
        played += 1;
        if (problem === undefined) continue;
        const story = schedule.map(inWords).join(apart ? ", then " : " and at once ");
        const title = "The smallest schedule that goes wrong";
        return failed(`${story}: ${problem}`, queueStrip(states, { title }));
      }
    }
    return passed(`no letter is lost in ${played} schedules of asking, putting and aborting`);
  },
};

/** What happens next: somebody asks (perhaps with a signal that is aborted already), a letter comes, asker number n is aborted. */
type Step = "ask" | "ask aborted" | "put" | number;

/** All schedules up to a length, the shortest first. Only who has asked, and was not aborted, can be aborted. */
function* schedules(longest: number): Generator<readonly Step[], void, undefined> {
  let level: (readonly Step[])[] = [[]];
  for (let length = 1; length <= longest; length++) {
    level = level.flatMap((before) => nextSteps(before).map((step) => [...before, step]));
    yield* level;
  }
}

function nextSteps(before: readonly Step[]): Step[] {
  const askers = before.filter((step) => step === "ask" || step === "ask aborted");
  const abortable = askers.flatMap((step, i) => (step === "ask" && !before.includes(i) ? [i] : []));
  return ["put", "ask", "ask aborted", ...abortable];
}

const nameOf = (asker: number): string => String.fromCharCode(65 + asker);

/** A step of a schedule, in words; askers are named in the order of asking. */
function inWords(step: Step, index: number, all: readonly Step[]): string {
  const count = (of: (one: Step) => boolean) => all.slice(0, index).filter(of).length;
  if (step === "put") return `letter ${count((one) => one === "put") + 1} comes`;
  if (typeof step === "number") return `${nameOf(step)} is aborted`;
  const name = nameOf(count((one) => one === "ask" || one === "ask aborted"));
  return step === "ask" ? `${name} asks` : `${name} asks with a signal that is aborted already`;
}

interface Asker {
  readonly stop: WatchedStop;
  /** What the promise of `get` has come to. */
  answer: string;
  /** What it must come to, by the rules. */
  wanted: string;
}

/** The rules, as bare as can be: who waits and what lies there. */
class Rules {
  readonly items: string[] = [];
  readonly waiting: Asker[] = [];

  put(letter: string): void {
    const first = this.waiting.shift();
    if (first) first.wanted = letter;
    else this.items.push(letter);
  }

  ask(asker: Asker): void {
    const letter = asker.stop.signal.aborted ? undefined : this.items.shift();
    if (asker.stop.signal.aborted) asker.wanted = "aborted";
    else if (letter !== undefined) asker.wanted = letter;
    else this.waiting.push(asker);
  }

  abort(asker: Asker): void {
    const place = this.waiting.indexOf(asker);
    if (place < 0) return; // what has succeeded stays succeeded
    this.waiting.splice(place, 1);
    asker.wanted = "aborted";
  }
}

interface Played {
  readonly states: readonly QueueState[];
  readonly problem?: string;
}

/** Plays a schedule on a letterbox and on the rules. `apart`: everything comes to rest between two steps. */
async function play(
  box: Letterbox<string>,
  schedule: readonly Step[],
  apart: boolean,
): Promise<Played> {
  const rules = new Rules();
  const askers: Asker[] = [];
  const states: QueueState[] = [];
  let letters = 0;
  const ask = () => {
    const asker: Asker = { stop: new WatchedStop(), answer: "waiting", wanted: "waiting" };
    askers.push(asker);
    return asker;
  };
  for (const [i, step] of schedule.entries()) {
    if (step === "put") {
      letters += 1;
      rules.put(`letter ${letters}`);
      box.put(`letter ${letters}`);
    } else if (typeof step === "number") {
      const asker = askers[step] as Asker;
      rules.abort(asker);
      asker.stop.abort();
    } else {
      const asker = ask();
      if (step === "ask aborted") asker.stop.abort();
      rules.ask(asker);
      listen(box, asker);
    }
    if (apart) await microtasksDone();
    states.push(stateOf(inWords(step, i, schedule), rules, askers));
  }
  await microtasksDone();
  const problem = problemOf(askers) ?? (await lost(box, rules));
  if (problem === undefined) return { states };
  const last = states.pop() as QueueState;
  return { states: [...states, { ...last, problem }], problem };
}

function listen(box: Letterbox<string>, asker: Asker): void {
  const rejected = (error: unknown) => {
    asker.answer =
      error === asker.stop.signal.reason ? "aborted" : `rejected with ${String(error)}`;
  };
  try {
    void box.get(asker.stop.signal).then((letter) => void (asker.answer = letter), rejected);
  } catch (error) {
    asker.answer = `met by an error that the call throws: ${String(error)}`;
  }
}

/** How things should stand after a step. */
function stateOf(step: string, { items, waiting }: Rules, askers: readonly Asker[]): QueueState {
  const names = waiting.map((one) => nameOf(askers.indexOf(one)));
  return { step, items: [...items].map(numberOf), waiting: names, handedOver: [] };
}

const numberOf = (letter: string): string => letter.replace("letter ", "");

function problemOf(askers: readonly Asker[]): string | undefined {
  for (const [i, { answer, wanted, stop }] of askers.entries()) {
    const name = nameOf(i);
    if (answer !== wanted) return `${name} ${says(answer)}; by the rules ${name} ${says(wanted)}`;
    if (answer !== "waiting" && stop.listeners > 0) {
      return `${name} is done, and its listener is still on the signal`;
    }
  }
  return undefined;
}

function says(answer: string): string {
  if (answer === "waiting") return "still waits";
  if (answer === "aborted") return "is rejected with the reason";
  return answer.startsWith("letter") ? `has ${answer}` : `is ${answer}`;
}

/** Takes out what must still be there. */
async function lost(box: Letterbox<string>, rules: Rules): Promise<string | undefined> {
  for (const letter of [...rules.items]) {
    const asker: Asker = { stop: new WatchedStop(), answer: "nothing", wanted: letter };
    listen(box, asker);
    await microtasksDone();
    if (asker.answer !== letter) return `${letter} should lie there, and is lost`;
  }
  return undefined;
}
