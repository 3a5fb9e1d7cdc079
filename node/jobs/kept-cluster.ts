import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What was kept under this schema's name for the installed versions; undefined if nothing can be read. */
export async function keptCluster(folder: string, schema: string): Promise<Blob | undefined> {
  const bytes = await readFile(await clusterFile(folder, schema)).catch(() => undefined);
  return bytes && new Blob([bytes]);
}

/** Keeps it for the next start. That it cannot be written is no error: it is only slower then. */
export async function keepCluster(folder: string, schema: string, dump: Blob): Promise<void> {
  const file = await clusterFile(folder, schema);
  const beside = `${file}.${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(beside, Buffer.from(await dump.arrayBuffer()));
    await rename(beside, file);
  } catch {
    await rm(beside, { force: true }).catch(() => {});
  }
}

/** Other versions have other tables: they stand in the name. */
async function clusterFile(folder: string, schema: string): Promise<string> {
  const versions = await Promise.all(["pg-boss", "@electric-sql/pglite"].map(versionOf));
  return join(folder, `${schema}-${versions.join("-")}.tar.gz`);
}

async function versionOf(name: string): Promise<string> {
  const file = join(import.meta.dirname, `../../node_modules/${name}/package.json`);
  return (JSON.parse(await readFile(file, "utf8")) as { version: string }).version;
}
