/**
 * For tests: publishes a site and meets a fault on the way.
 * `child.js <out> <content> <bytes> <swap> <fault> <step>`: fault is "none", "kill" or a code such as ENOSPC.
 */
import { publish } from "../../publish.ts";
import { swapIn } from "../swap.ts";
import { siteOf } from "./site.ts";
import { beforeEachStep } from "./steps.ts";

const [out = "", content = "", bytes = "", swap = "", fault = "none", step = ""] =
  process.argv.slice(2);
const inTwoSteps: typeof swapIn = async (fresh, place) =>
  await swapIn(fresh, place, () => Promise.resolve(false));

beforeEachStep((count, name) => {
  if (fault === "none" || count !== Number(step)) return;
  process.stdout.write(`${name}\n`);
  if (fault === "kill") process.kill(process.pid, "SIGKILL");
  // Starting a process can fail, having started one cannot.
  if (name === "spawned") return;
  throw Object.assign(new Error(`${fault}: injected, ${name}`), { code: fault });
});

try {
  const site = siteOf(content, Number(bytes));
  await publish(out, site, "/nowhere/project", swap === "two-steps" ? inTwoSteps : swapIn);
} catch (error) {
  process.stderr.write((error as Error).message);
  process.exitCode = 1;
}
