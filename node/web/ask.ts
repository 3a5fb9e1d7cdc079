import { Agent, get } from "node:http";
import type { Ask } from "../../src/index.ts";

/** Asks a server for the sun in Portland, and reads the whole answer. Connections are used again. */
export function askSun(url: string): Ask {
  const agent = new Agent({ keepAlive: true });
  return async () =>
    await new Promise((resolve, reject) => {
      const request = get(`${url}/api/sun/97201/us`, { agent }, (response) => {
        response.once("end", () => resolve(response.statusCode ?? 0));
        response.once("error", reject);
        response.resume();
      });
      request.once("error", reject);
    });
}
