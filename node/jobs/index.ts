/** Lesson 15: a queue engine outside of the program, and processes that use it. */

export { type DeadLetter, type Job, type JobQueue, type JobStats } from "../../src/job-queue.ts";
export { type Engine, type EngineAddress, type EngineOptions, openEngine } from "./engine.ts";
export { EngineTrouble } from "./trouble.ts";
export { Crew, type Member } from "./crew.ts";
export { type CrewEvent, type Point, points, type Service, type Task } from "./crew-messages.ts";
export { Ledger } from "./ledger.ts";
export { settled } from "./settled.ts";
