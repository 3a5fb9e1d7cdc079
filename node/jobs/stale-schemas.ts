import { readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** One statement of SQL on a server; gives the rows. */
export type Sql = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** Only schemas that are called so are ours. */
export const schemaPrefix = "interleave_";

/** Notes on a schema which process made it. */
export async function markOwner(sql: Sql, schema: string): Promise<void> {
  await sql(`comment on schema ${schema} is '${markOf(process.pid)}'`);
}

/**
 * Drops the schemas that runs on this machine have left on a server because they were killed. A schema is left alone
 * when its process still runs, when it is another machine's, and when nobody has noted whose it is.
 */
export async function dropStaleSchemas(sql: Sql): Promise<void> {
  const rows = await sql(
    `select nspname as schema, obj_description(oid, 'pg_namespace') as mark
     from pg_namespace where starts_with(nspname, $1)`,
    [schemaPrefix],
  );
  for (const { schema, mark } of rows) {
    if (!isOfDeadProcess(String(mark))) continue;
    // Somebody else may just be dropping it, or have made it under another name of the server's.
    await sql(`drop schema if exists ${String(schema)} cascade`).catch(() => {});
  }
}

const here = `${hostname()} ${processSpace()}`;

/** What is noted of the process with this number on this machine. */
export const markOf = (pid: number): string => `${here} ${pid}`.replaceAll("'", "");

function isOfDeadProcess(mark: string): boolean {
  const pid = Number(/ (\d+)$/.exec(mark)?.[1]);
  return pid > 0 && mark === markOf(pid) && !isAlive(pid);
}

/** Two containers of one name number their processes apart. */
function processSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return process.platform;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH"; // it may be somebody else's
  }
}
