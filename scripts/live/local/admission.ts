import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { kernelProtocol } from "./messages.ts";

/** Who may come in: pages of this server, by the names under which it is reached, in a browser that was told the token. */
export interface Door {
  readonly port: number;
  readonly token: string;
}

/**
 * Whether a request was meant for this server. A stranger's host name can be made to lead to 127.0.0.1, and its pages would
 * then be of one origin with what is served here; the browser still says which name it asked for.
 */
export function isForUs({ host }: IncomingHttpHeaders, { port }: Pick<Door, "port">): boolean {
  return host !== undefined && namesOf(port).includes(host);
}

/** Why a connection to the kernel is refused; undefined when it is not. */
export function refusalOf(headers: IncomingHttpHeaders, door: Door): string | undefined {
  if (!isForUs(headers, door)) return "this address leads elsewhere";
  if (headers.origin !== `http://${headers.host}`) return "only the course's own pages may connect";
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((one) => one.trim());
  const [protocol, token = ""] = offered;
  if (protocol !== kernelProtocol || !isSame(token, door.token))
    return "the token is missing or wrong";
  return undefined;
}

const namesOf = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

/** In a time that does not tell how much of it is right. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
