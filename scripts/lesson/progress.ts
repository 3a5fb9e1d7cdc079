import type { WriteStream } from "node:tty";
import type { Lesson } from "./lesson.ts";

/** Says how far a run has come. */
export interface Progress {
  /** A cell of a lesson starts. */
  cell(lesson: Lesson, index: number, count: number): void;
  /** A lesson has run. */
  ran(lesson: Lesson, well: boolean, why: string): void;
  /** A lesson did not have to run: its outputs were in the cache. */
  recalled(lesson: Lesson, why: string): void;
  /** Nothing more will come: what was only for the moment is taken away. */
  done(): void;
}

type Stream = Pick<WriteStream, "isTTY" | "columns" | "write">;

/**
 * One line that is rewritten on a terminal; one line for each lesson anywhere else, such as a log. With `why`, each
 * says why its lesson ran or did not have to; without `recalled`, those that did not have to are left out.
 */
export function showProgress(stream: Stream, { why = false, recalled = true } = {}): Progress {
  const reason = (text: string): string => (why ? `: ${text}` : "");
  const progress = stream.isTTY ? rewrittenLine(stream, reason) : plainLines(stream, reason);
  return recalled ? progress : { ...progress, recalled: () => undefined };
}

type Reason = (why: string) => string;

function plainLines(stream: Stream, reason: Reason): Progress {
  return {
    cell: () => undefined,
    ran: ({ slug }, well, why) =>
      void stream.write(`${well ? "ran" : "FAILED"} ${slug}${reason(why)}\n`),
    recalled: ({ slug }, why) => void stream.write(`unchanged ${slug}${reason(why)}\n`),
    done: () => undefined,
  };
}

function rewrittenLine(stream: Stream, reason: Reason): Progress {
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
    ran: ({ slug }, well, why) => {
      running.delete(slug);
      lasting(`${well ? "✓" : "✗"} ${slug}${reason(why)}`);
    },
    recalled: ({ slug }, why) => lasting(`✓ ${slug} (unchanged)${reason(why)}`),
    done: () => void stream.write("\r\u001b[K"),
  };
}
