import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { FastRoad } from "../kernel/fast/fast-road.ts";
import { protocolRoad } from "../kernel/protocol-road.ts";
import { executeLesson, withOutputs } from "./execute.ts";
import { code, lesson, projectRoot } from "./testing.ts";

const root = projectRoot;
const fast = new FastRoad();
after(() => fast.close());

const serverStarts =
  'import { createServer } from "node:http";\nconst server = createServer().listen(0);';
const threadsStart =
  'import { Worker } from "node:worker_threads";\n' +
  'const source = "setInterval(() => {}, 1000)";\n' +
  "const [first, second] = [source, source].map((text) => new Worker(text, { eval: true }));";

for (const [name, road] of [
  ["the fast road", fast],
  ["the road over the protocol", protocolRoad],
] as const) {
  describe(name, () => {
    test("a cell that needs more memory than there is is stopped, and is named", async () => {
      const greedy = lesson(
        code(
          "greedy",
          "const all: string[][] = [];\nfor (;;) all.push(new Array<string>(1e5).fill('x'));",
        ),
      );
      const limits = { cellTimeoutMs: 60_000, maxOutputBytes: 1_000_000, memoryMb: 150 };
      // The line is told where the process could still say it.
      await assert.rejects(
        executeLesson(greedy, { root, road, limits }),
        /^LessonError: notebooks\/01-test\.ipynb, cell greedy(, line 2)?: needed more than 150 MB of memory and was stopped: /,
      );
    });

    test("a cell that kills its own process is named with the signal", async () => {
      const deadly = lesson(
        code("fine", "1 + 1;"),
        code("deadly", 'process.kill(process.pid, "SIGKILL");'),
      );
      await assert.rejects(
        executeLesson(deadly, { root, road }),
        /cell deadly: ended its kernel: .*SIGKILL/,
      );
    });

    test("cells after one that fails on purpose run, cells after any other failure do not", async () => {
      const metadata = { tags: ["raises-error"], interleave: { error: "planned" } };
      const { runs } = await executeLesson(
        lesson(
          code("planned", 'throw new Error("planned");', metadata),
          code("next", "1 + 1;"),
          code("unplanned", 'throw new Error("not planned");'),
          code("never", "2 + 2;"),
        ),
        { root, road },
      );
      assert.deepEqual(
        runs.map(({ id, status }) => [id, status]),
        [
          ["planned", "error"],
          ["next", "ok"],
          ["unplanned", "error"],
        ],
      );
    });

    test("a server and a thread may stay for later cells, but not when the lesson ends", async () => {
      const left = lesson(
        code("starts-a-server", serverStarts),
        code("starts-threads", threadsStart),
        code("later", "await second?.terminate();\nserver.listening"),
      );
      await assert.rejects(
        executeLesson(left, { root, road }),
        /^LessonError: notebooks\/01-test\.ipynb: left a server and a thread running when it ended: its last/,
      );
    });

    test("outputs of a run take the place of those in the file", async () => {
      const one = lesson(code("a", "1 + 1;"));
      const { cells } = withOutputs(one.notebook, (await executeLesson(one, { root, road })).runs);
      const outputs = cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));
      assert.deepEqual(outputs, [{ output_type: "stream", name: "stdout", text: "2\n" }]);
    });
  });
}
