import { term, type TermGroup } from "../term.ts";

export const waiting: TermGroup = {
  title: "Queues and waiting",
  terms: [
    term(
      "queue",
      3,
      "A list that can wait: whoever takes from an empty one is suspended until there is an item. First in, first out.",
      "queue",
      "queues",
    ),
    term(
      "park",
      6,
      "To wait in a list, first come, first served, until somebody wakes you. A suspended task is parked if it waits for another task rather than for the clock.",
    ),
    term("wake", 3, "To make a parked task ready. It runs when its turn comes, not at once."),
    term(
      "hand-off",
      3,
      "Waking somebody and giving the item in one step, so that nobody else can take it in between.",
      "hand-off",
    ),
    term(
      "barging",
      3,
      "Taking what another was woken for, by asking at the right moment. Where it can happen, whoever was woken must look again.",
      "barging",
    ),
    term(
      "polling",
      3,
      "Asking again and again whether there is something. Each answer is either too early, and costs work, or too late, and costs time.",
      "polling",
      "polls",
    ),
    term(
      "capacity",
      5,
      "How many items a queue may hold: its `maxSize`, from 1. Without a limit it is infinite.",
    ),
    term(
      "back-pressure",
      7,
      "A full queue makes its producer wait. So the waiting moves to where it can be seen, and memory stays bounded.",
      "back-pressure",
      "backpressure",
    ),
    term(
      "deadlock",
      4,
      "Everybody waits for somebody, and nobody can run. The simulated clock notices and names who waits for what.",
      "deadlock",
    ),
    term(
      "starvation",
      3,
      "Somebody waits for ever while others are served.",
      "starvation",
      "starve",
      "starves",
    ),
    term(
      "join",
      3,
      "To wait until everything that was put into a queue has been processed, not only taken out.",
    ),
    term(
      "timeout",
      8,
      "A duration: how long somebody is willing to wait. See deadline.",
      "timeout",
      "timeouts",
    ),
    term(
      "deadline",
      8,
      "An instant: the time at which waiting ends. Several waits that share a deadline cannot add up to more; several timeouts can.",
      "deadline",
      "deadlines",
    ),
    term(
      "cancel",
      8,
      "To ask a task to stop. That is a request; cancelled is an outcome, and between the two the task may still clean up, or finish after all.",
      "cancel",
      "cancelled",
      "cancels",
      "cancellation",
    ),
  ],
};
