import { term, type TermGroup } from "../term.ts";

export const sharing: TermGroup = {
  title: "Together, and in turn",
  terms: [
    term(
      "task group",
      9,
      "Tasks that belong together and to a block of code: the block ends when all of them have ended, and a failure of one cancels the others. Python says `TaskGroup`, Trio nursery.",
      "task group",
      "task groups",
    ),
    term(
      "structured concurrency",
      9,
      "The rule that whatever a block starts has ended when the block ends. Errors go up to the parent, cancellations down to the children.",
      "structured concurrency",
    ),
    term(
      "atomic",
      11,
      "Seen from outside, all at once or not at all. On one thread that holds for any stretch of code without an `await`.",
      "atomic",
    ),
    term(
      "lost update",
      11,
      "A change that is overwritten by somebody who read before it was made and wrote afterwards.",
      "lost update",
      "lost updates",
    ),
    term(
      "critical section",
      11,
      "A stretch of code that must not be disturbed: from the first look at something shared to the last change of it.",
      "critical section",
      "critical sections",
    ),
    term(
      "invariant",
      3,
      "What must hold after every step, whatever the order of events: the sum of all accounts, say. A test of many schedules needs one.",
      "invariant",
      "invariants",
    ),
    term(
      "lock",
      11,
      "What lets one in at a time, first come, first served; also called mutex. It protects only what everybody uses under it.",
      "locks",
    ),
    term(
      "semaphore",
      11,
      "A lock for more than one: it has a number of permits, and who finds none waits.",
      "semaphore",
      "semaphores",
    ),
  ],
};
