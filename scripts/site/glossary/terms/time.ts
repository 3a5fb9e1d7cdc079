import { term, type TermGroup } from "../term.ts";

export const time: TermGroup = {
  title: "Time and its picture",
  terms: [
    term(
      "simulated clock",
      1,
      "A clock that moves only when all tasks are suspended, and then jumps to the next thing that happens. Thirty seconds take milliseconds, and always the same.",
      "simulated clock",
      "simulated time",
      "virtual time",
    ),
    term(
      "seed",
      1,
      "The number from which all random numbers of a run follow. The same seed gives the same luck.",
      "seed",
      "seeds",
    ),
    term(
      "trace",
      4,
      "What happened, as records: a task began, waited for something, was woken by somebody. Figures and metrics read it, and nothing else.",
      "trace",
    ),
    term("span", 6, "One task's stretch of time between two records: running, asleep or waiting."),
    term(
      "timeline",
      4,
      "The picture of a trace: a lane for each task, a line for each item, time from left to right.",
      "timeline",
      "timelines",
    ),
    term(
      "lane",
      1,
      "The row of one task in a timeline. Solid: it holds the thread. Pale: it sleeps. Dotted: it waits.",
      "lane",
      "lanes",
    ),
  ],
};
