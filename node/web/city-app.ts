import { setImmediate } from "node:timers/promises";
import { Hono, type MiddlewareHandler } from "hono";
import { type City, Semaphore, sunAnswer } from "../../src/index.ts";

export interface CityAppOptions {
  readonly city: City;
  /** How many requests it works on at a time; the others get 503 at once. Default: all that come. */
  readonly limit?: number;
  /** Whether it works on requests one after another, in the order in which they came. Default: no. */
  readonly oneByOne?: boolean;
}

/**
 * The web API of the lecture: `GET /api/sun/97201/us` says when the sun rises there. And `GET /in-work`, on how many
 * requests it works.
 */
export function cityApp({ city, limit = Infinity, oneByOne = false }: CityAppOptions): Hono {
  const app = new Hono();
  const inWork = { count: 0 };
  app.get("/in-work", (context) => context.json(inWork.count));
  app.use(atMost(limit, inWork));
  if (oneByOne) app.use(inOrder());
  app.get("/api/sun/:zip/:country", async (context) => {
    const { zip, country } = context.req.param();
    const { status, body } = await sunAnswer(city, zip, country);
    return Response.json(body, { status });
  });
  return app;
}

function atMost(limit: number, inWork: { count: number }): MiddlewareHandler {
  return async (context, next) => {
    if (inWork.count >= limit) return context.json({ error: "busy: try again in a second" }, 503);
    inWork.count += 1;
    try {
      return await next();
    } finally {
      inWork.count -= 1;
    }
  };
}

/** In one turn of its loop Node accepts one connection, and reads from those that it has. */
const turnsBetween = 50;

/** Handlers that hold the thread are called fairly only if those who wait are let in and read in between. */
function inOrder(): MiddlewareHandler {
  const worker = new Semaphore(1);
  return async (_context, next) => {
    await worker.withPermit(async () => {
      for (let turn = 0; turn < turnsBetween; turn += 1) await setImmediate();
      await next();
    });
  };
}
