// Loaded into every process of a build that is profiled (Node 20 does not take --cpu-prof from NODE_OPTIONS).
const { writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");
const path = require("node:path");
const { threadId } = require("node:worker_threads");

const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.start");
process.on("exit", () => {
  session.post("Profiler.stop", (_error, result) => {
    const file = path.join(
      process.env.INTERLEAVE_PROFILES ?? ".",
      `${process.pid}.${threadId}.cpuprofile`,
    );
    writeFileSync(file, JSON.stringify(result.profile));
  });
});
