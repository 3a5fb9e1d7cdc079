import { join } from "node:path";
import { ProcessDied, type Started } from "../processes/start-module.ts";
import { startProgram } from "./programs.ts";
import { EngineTrouble } from "./trouble.ts";

/** What the program that serves the embedded database is told. */
export interface EmbeddedRequest {
  /** 0 for any that is free. */
  readonly port: number;
  /** The schema that the engine's tables are in. */
  readonly schema: string;
  readonly cacheFolder: string;
}

/** What it says: once, when it serves or cannot. */
export type EmbeddedReport =
  | { readonly listening: string }
  | { readonly trouble: { readonly code: string; readonly message: string } };

/** How many connections it takes at once, from all processes. */
export const connectionsAtOnce = 60;

export interface Embedded {
  /** Where other processes reach it, as they would a PostgreSQL server. */
  readonly url: string;
  /** Its process's number. */
  readonly pid: number;
  /** Ends the process. Its database is gone then. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly port?: number | undefined;
  readonly schema: string;
  /** Where an empty database is kept for the next start. Default: `.cache/jobs` in the project. */
  readonly cacheFolder?: string | undefined;
}

/**
 * Starts PostgreSQL inside of Node, in a process of its own, with a database in memory. The process ends with this one.
 * Rejects with an EngineTrouble when the port is taken.
 */
export async function startEmbedded({
  port = 0,
  schema,
  cacheFolder,
}: EmbeddedOptions): Promise<Embedded> {
  const child = startProgram("embedded-server");
  const folder = cacheFolder ?? join(import.meta.dirname, "../../.cache/jobs");
  try {
    const report = await ask(child, { port, schema, cacheFolder: folder });
    if ("trouble" in report) throw EngineTrouble.ofPort(port, report.trouble);
    return {
      url: `postgres://postgres@${report.listening}/postgres`,
      pid: child.process.pid ?? 0,
      close: async () => await child.kill(),
    };
  } catch (error) {
    await child.kill();
    throw error;
  }
}

async function ask(child: Started, request: EmbeddedRequest): Promise<EmbeddedReport> {
  child.process.send(request);
  try {
    return await child.firstMessage<EmbeddedReport>();
  } catch (error) {
    if (!(error instanceof ProcessDied)) throw error;
    throw new EngineTrouble(`the embedded engine does not start: ${error.message}`, {
      cause: error,
    });
  }
}
