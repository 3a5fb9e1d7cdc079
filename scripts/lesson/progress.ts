import type { WriteStream } from "node:tty";
import type { Lesson } from "./lesson.ts";

/** Says how far a run has come. */
export interface Progress {
  /** A cell of a lesson starts. */
  cell(lesson: Lesson, index: number, count: number): void;
  /** A lesson has run. */
  ran(lesson: Lesson, well: boolean): void;
  /** A lesson did not have to run: its outputs were in the cache. */
  recalled(lesson: Lesson): void;
  /** Nothing more will come: what was only for the moment is taken away. */
  done(): void;
}

type Stream = Pick<WriteStream, "isTTY" | "columns" | "write">;

/** One line that is rewritten on a terminal; one line for each lesson anywhere else, such as a log. */
export function showProgress(stream: Stream): Progress {
  return stream.isTTY ? rewrittenLine(stream) : plainLines(stream);
}

function plainLines(stream: Stream): Progress {
  return {
    cell: () => undefined,
    ran: ({ slug }, well) => void stream.write(`${well ? "ran" : "FAILED"} ${slug}\n`),
    recalled: ({ slug }) => void stream.write(`unchanged ${slug}\n`),
    done: () => undefined,
  };
}

function rewrittenLine(stream: Stream): Progress {
  const running = new Map<string, string>();
  const show = (): void => {
    const line = [...running].map(([slug, cell]) => `${slug} ${cell}`).join("   ");
    stream.write(`\r\u001b[K${line.slice(0, (stream.columns || 80) - 1)}`);
  };
  const lasting = (line: string): void => {
    stream.write(`\r\u001b[K${line}\n`);
    show();
  };
  return {
    cell: ({ slug }, index, count) => {
      running.set(slug, `${index + 1}/${count}`);
      show();
    },
    ran: ({ slug }, well) => {
      running.delete(slug);
      lasting(`${well ? "✓" : "✗"} ${slug}`);
    },
    recalled: ({ slug }) => lasting(`✓ ${slug} (unchanged)`),
    done: () => void stream.write("\r\u001b[K"),
  };
}
