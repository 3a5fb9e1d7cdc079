import { join } from "node:path";
import { startModule } from "../processes/start-module.ts";

/** The city's web API as a server. */
export interface ServerOptions {
  /** Whether a request holds the one thread while it waits for a service. Default: no. */
  readonly blocking?: boolean;
  /** How many times faster than life the services answer. Default: 1. */
  readonly faster?: number;
  /** How many requests it works on at a time; the others get 503 at once. Default: all that come. */
  readonly limit?: number;
  /** Default: any that is free. */
  readonly port?: number;
  /** Of the luck with which latencies are drawn. Default: 1. */
  readonly seed?: number;
}

/** What the server's process says first. */
export type FirstWords = { readonly port: number } | { readonly problem: string };

/** A web server in a process of its own. It never outlives the process that started it. */
export interface WebServer {
  /** Where it is: "http://127.0.0.1:49153". */
  readonly url: string;
  /** Resolves when it works on so many requests at once, or more. */
  worksOn(requests: number): Promise<void>;
  /** Asks it to leave: it answers what it has been asked. Resolves when it is gone, with how it went. */
  stop(): Promise<string>;
  /** Takes its life, in the middle of whatever it does. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a server on this machine; resolves when it listens. Rejects with an Error that says what to do if it cannot. */
export async function startServer(options: ServerOptions = {}): Promise<WebServer> {
  const file = join(import.meta.dirname, "server-process.ts");
  const started = startModule(file, [JSON.stringify(options)]);
  const words = await started.firstMessage<FirstWords>();
  if ("problem" in words) {
    await started.ended;
    throw new Error(`the server did not start: ${words.problem}`);
  }
  const url = `http://127.0.0.1:${words.port}`;
  return {
    url,
    worksOn: async (requests) => {
      while (Number(await (await fetch(`${url}/in-work`)).json()) < requests);
    },
    stop: async () => {
      started.process.kill("SIGTERM");
      return await started.ended;
    },
    kill: async () => await started.kill(),
  };
}

/** A server for as long as `body` runs: it is gone when this resolves or rejects, as `body` does. */
export async function withServer<T>(
  options: ServerOptions,
  body: (server: WebServer) => Promise<T>,
): Promise<T> {
  const server = await startServer(options);
  try {
    return await body(server);
  } finally {
    await server.kill();
  }
}
