import type { TermGroup } from "./term.ts";
import { measuring } from "./terms/measuring.ts";
import { program } from "./terms/program.ts";
import { running } from "./terms/running.ts";
import { sharing } from "./terms/sharing.ts";
import { time } from "./terms/time.ts";
import { waiting } from "./terms/waiting.ts";

/** The words that names, prose and errors use, in an order in which they can be read. */
export const glossary: readonly TermGroup[] = [program, running, waiting, sharing, measuring, time];
