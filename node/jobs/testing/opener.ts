/** Opens an engine, starts a worker, tells the numbers of all its processes, and waits to be killed. */
import { Crew } from "../crew.ts";
import { openEngine } from "../engine.ts";

const engine = await openEngine();
await engine.createQueue("opened", { leaseSeconds: 60, tries: 3 });
const service = { queue: "opened", first: "effect", withKey: true } as const;
const worker = await new Crew(engine).worker("opened", { services: [service] });
process.send?.([process.pid, worker.pid, ...engine.processes]);
