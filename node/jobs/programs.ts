import { join } from "node:path";
import { type Started, startModule } from "../processes/start-module.ts";

/** Starts one of the programs of this folder in a process of its own, which ends with this one. */
export function startProgram(name: "embedded-server" | "worker" | "producer"): Started {
  return startModule(join(import.meta.dirname, "programs", `${name}.ts`));
}
