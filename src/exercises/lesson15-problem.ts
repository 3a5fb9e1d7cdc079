import type { Request } from "./lesson15-practice.ts";

/** What is wrong with a run, and which requests show it. */
export interface Problem {
  readonly because: string;
  readonly requests?: readonly Request[];
}

/** A problem, and the requests that show it. */
export const say = (because: string, requests?: readonly Request[]): Problem =>
  requests ? { because, requests } : { because };

/** A duration or an instant, as text. */
export const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(3))} s`;

/** An address, as short as it is written in a site: "news/2". */
export const short = (address: string): string =>
  address.replace("http://", "").replace(".test", "");

/** What an error says. */
export const inWords = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
