import { term, type TermGroup } from "../term.ts";

export const program: TermGroup = {
  title: "The program",
  terms: [
    term(
      "producer",
      1,
      "Whoever makes items and puts them somewhere. In the course's program it makes a number, pauses, and makes the next.",
      "producer",
      "producers",
    ),
    term(
      "consumer",
      1,
      "Whoever takes items and works on them. In the course's program each item takes half a second.",
      "consumer",
      "consumers",
    ),
    term(
      "job",
      5,
      "A piece of work with an arrival and a service time, such as a request or an item in the queue. Never a microtask, which some books call so.",
    ),
    term(
      "thread",
      1,
      "What runs code, one line after the other. JavaScript code has one: while a function holds it, nothing else can run.",
      "thread",
    ),
  ],
};
