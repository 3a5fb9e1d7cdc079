import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";

/** A server that listens on this machine only. */
export interface Serving {
  readonly port: number;
  /** Takes no new connection, answers what has been asked, and resolves when the last answer is out. */
  stop(): Promise<void>;
}

/** Serves an app. Port 0 means: any that is free. Rejects with an Error that says what to do when the port is taken. */
export async function serve(app: Hono, port = 0): Promise<Serving> {
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(problem(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      // A connection whose last answer is out would be kept for a next request, which nobody takes.
      if ("keepAliveTimeout" in server) server.keepAliveTimeout = 1;
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

function problem(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== "EADDRINUSE") return error;
  const what = "end the program that listens there, or ask for port 0, which means any free one";
  return new Error(`port ${port} is taken: ${what}`, { cause: error });
}
