import { get } from "node:http";
import { Parser } from "htmlparser2";
import {
  Busy,
  type CrawlSite,
  hostOf,
  Missing,
  type Page,
} from "../../src/exercises/lesson15-site.ts";
import type { WaitOptions } from "../../src/index.ts";
import { interruptible } from "./interruptible.ts";

/** Pages that are got by HTTP. The names of the hosts are looked up in a list of ports on this machine. */
export class WebSite implements CrawlSite {
  /** In the order of asking. */
  readonly requests: { readonly address: string }[] = [];
  /** The titles that were saved, by address. */
  readonly saved = new Map<string, string>();
  readonly #ports: ReadonlyMap<string, number>;

  constructor(ports: ReadonlyMap<string, number>) {
    this.#ports = ports;
  }

  async get(address: string, options?: WaitOptions): Promise<Page> {
    this.requests.push({ address });
    const { pathname } = new URL(address);
    const url = `http://127.0.0.1:${this.#ports.get(hostOf(address)) ?? 0}${pathname}`;
    const { status, body } = await interruptible((signal) => answerOf(url, signal), options);
    if (status === 503) throw new Busy(`${address} is busy`);
    if (status !== 200) throw new Missing(`there is no ${address}`);
    return pageIn(body);
  }

  async save(address: string, title: string): Promise<void> {
    this.saved.set(address, title);
    return await Promise.resolve();
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function answerOf(url: string, signal: AbortSignal): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const request = get(url, { agent: false, signal }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => (body += text));
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.once("error", reject);
    });
    request.once("error", reject);
  });
}

function pageIn(body: string): Page {
  const links: string[] = [];
  let [title, isTitle] = ["", false];
  const parser = new Parser({
    onopentag: (name, { href }) => {
      isTitle = name === "title";
      if (name === "a" && href !== undefined) links.push(href);
    },
    ontext: (text) => (title += isTitle ? text : ""),
    onclosetag: () => (isTitle = false),
  });
  parser.end(body);
  return { title, links };
}
