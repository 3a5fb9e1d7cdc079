import { term, type TermGroup } from "../term.ts";

export const measuring: TermGroup = {
  title: "Measuring",
  terms: [
    term(
      "total time",
      1,
      "From the start of the program to its end: what its owner waits. Also called makespan, from the first arrival to the last finish.",
      "total time",
      "makespan",
    ),
    term(
      "response time",
      1,
      "From the arrival of an item to the moment its processing begins: what its customer waits. Queueing theory means something longer by the word, until the work is done.",
      "response time",
      "response times",
    ),
    term(
      "waiting time",
      6,
      "How long a task was ready and did not run, because another held the thread.",
      "waiting time",
    ),
    term(
      "turnaround time",
      6,
      "From arrival to finish: response time and service time together. Queueing theory says sojourn time.",
      "turnaround time",
    ),
    term("throughput", 13, "Items finished per second.", "throughput"),
    term(
      "utilisation",
      5,
      "The part of the time in which a server is busy: 0.8 means that it works four seconds of five. Close to 1, waiting explodes.",
      "utilisation",
      "utilization",
    ),
    term("backlog", 5, "How many items have been made and not yet taken up.", "backlog"),
    term(
      "bottleneck",
      13,
      "The station that is never idle. Making any other faster makes nothing faster.",
      "bottleneck",
    ),
    term(
      "quantile",
      5,
      "The value that a given part of all values do not exceed. Half of them do not exceed the median; the 95 % quantile tells what one item in twenty does.",
      "quantile",
      "quantiles",
    ),
  ],
};
