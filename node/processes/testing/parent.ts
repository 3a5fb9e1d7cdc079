/** Starts a module, says its process, and waits to be killed. */
import { join } from "node:path";
import { startModule } from "../start-module.ts";

const started = startModule(join(import.meta.dirname, "says-ready.ts"));
const { pid } = await started.firstMessage<{ pid: number }>();
console.log(pid);
