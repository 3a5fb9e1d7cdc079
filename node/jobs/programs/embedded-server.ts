/** PostgreSQL inside of Node: serves one database, which lives in memory, on a port of this machine. Ends with its channel. */
import { endWithParent } from "../../processes/end-with-parent.ts";
import { once } from "node:events";
import { createServer } from "node:net";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { fromPglite, PgBoss } from "pg-boss";
import { keepCluster, keptCluster } from "../kept-cluster.ts";
import { connectionsAtOnce, type EmbeddedReport, type EmbeddedRequest } from "../embedded.ts";

const report = (message: EmbeddedReport): void => void process.send?.(message);

endWithParent();
process.once("message", (request: EmbeddedRequest) => {
  serve(request).catch((error: NodeJS.ErrnoException) => {
    report({ trouble: { code: error.code ?? "", message: error.message } });
  });
});

async function serve({ port, schema, cacheFolder }: EmbeddedRequest): Promise<void> {
  if (port !== 0) await tryPort(port); // before seconds are spent on a database
  const db = await database(schema, cacheFolder);
  const server = new PGLiteSocketServer({ db, port, maxConnections: connectionsAtOnce });
  await server.start();
  report({ listening: server.getServerConn() });
}

/** Rejects if the port cannot be had. */
async function tryPort(port: number): Promise<void> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  await new Promise((resolve) => server.close(resolve));
}

/** An empty database with the engine's tables in it. To make one costs seconds: it is made once, and kept. */
async function database(schema: string, cacheFolder: string): Promise<PGlite> {
  const kept = await keptCluster(cacheFolder, schema);
  if (kept) {
    const loaded = await PGlite.create({ loadDataDir: kept }).catch(() => undefined);
    if (loaded) return loaded;
  }
  const db = await PGlite.create();
  const boss = new PgBoss({ db: fromPglite(db), backend: "pglite", schema, supervise: false });
  await boss.start();
  await boss.stop();
  await keepCluster(cacheFolder, schema, await db.dumpDataDir("gzip"));
  return db;
}
