/** The worker that compiles: it answers the page's questions one after the other. */
import { workIn } from "./process.ts";
import type { CompilerAnswer, CompilerRequest, CompilerStart } from "../messages.ts";
import { provideFiles } from "../node-names/files.ts";
import { CompilerOfCells } from "./cells.ts";

function begin({ files, folder, port }: CompilerStart): void {
  provideFiles(files);
  workIn(`/${folder}`);
  const send = (answer: CompilerAnswer): void => port.postMessage(answer);
  const attempt = (id: number, answer: () => unknown): void => {
    try {
      send({ id, result: answer() });
    } catch (error) {
      send({ id, broken: error instanceof Error ? error.message : String(error) });
    }
  };
  attempt(0, () => {
    const cells = new CompilerOfCells();
    port.onmessage = ({ data }: MessageEvent<CompilerRequest>): void =>
      attempt(data.id, () => answerOf(cells, data));
    return undefined;
  });
}

function answerOf(
  cells: CompilerOfCells,
  { task, chain, source, offset, instrument = "" }: CompilerRequest,
): unknown {
  switch (task) {
    case "compile":
      return cells.compile(chain, source);
    case "step":
      return cells.step(chain, source, instrument);
    case "diagnose":
      return cells.diagnose(chain, source);
    case "complete":
      return cells.complete(chain, source, offset);
    case "hover":
      return cells.hover(chain, source, offset);
  }
}

addEventListener("message", ({ data }: MessageEvent<CompilerStart>) => begin(data), { once: true });
