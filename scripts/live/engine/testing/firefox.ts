/** Firefox, driven without a driver: a page of ours asks this program what to do next, and tells it how that went. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { which } from "zx";
import { Queue } from "../../../../src/queue.ts";
import { type Files, serveFiles, type SiteServer } from "../../../site/testing/browser.ts";

const executable =
  process.env["FIREFOX"] ??
  which.sync("firefox-esr", { nothrow: true }) ??
  which.sync("firefox", { nothrow: true }) ??
  undefined;

/** Why such tests are skipped; false where they run. */
export const skip = executable === undefined && "no Firefox found: apt-get install firefox-esr";

/** What this program asks of the page: to show another page in its frame, or to evaluate something in there. */
type Order = { readonly visit: string } | { readonly evaluate: string };

type Answer = { readonly value?: unknown } | { readonly error: string };

const controlPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>control</title></head>
<body><iframe title="the page" width="900" height="600"></iframe><script src="control.js"></script></body></html>`;

/** The page under test has a policy that forbids to evaluate text; this one around it has none. */
const controlScript = `(async () => {
  const frame = document.querySelector("iframe");
  const visit = (path) => new Promise((resolve) => { frame.onload = () => resolve(null); frame.src = path; });
  const evaluate = (text) =>
    new Function("harness", "document", "return " + text)(frame.contentWindow.harness, frame.contentDocument);
  const obey = (order) => "visit" in order ? visit(order.visit) : evaluate(order.evaluate);
  for (;;) {
    const order = await (await fetch("control/next")).json();
    const answer = await Promise.resolve().then(() => obey(order)).then((value) => ({ value }), (error) => ({ error: String(error) }));
    await fetch("control/answer", { method: "POST", body: JSON.stringify(answer) });
  }
})();`;

/** Nothing of a first start: no page, no question, no request of the browser's own. */
const settings = `user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.normandy.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
`;

export class Firefox {
  readonly server: SiteServer;
  readonly #orders: Queue<Order>;
  readonly #answers: Queue<Answer>;
  readonly #profile: string;
  readonly #process: ChildProcess;

  private constructor(
    server: SiteServer,
    queues: readonly [Queue<Order>, Queue<Answer>],
    profile: string,
  ) {
    this.server = server;
    [this.#orders, this.#answers] = queues;
    this.#profile = profile;
    const args = [
      "--headless",
      "--no-remote",
      "--profile",
      profile,
      `${server.origin}/control.html`,
    ];
    this.#process = spawn(executable ?? "firefox-esr", args, { stdio: "ignore" });
    this.#process.once("exit", (code) => {
      this.#answers.putNowait({ error: `Firefox has ended with ${code}` });
    });
  }

  /** Serves a site and opens Firefox for it. */
  static async open(site: Files): Promise<Firefox> {
    const [orders, answers] = [new Queue<Order>(), new Queue<Answer>()];
    const files = new Map([...site, ["control.html", controlPage], ["control.js", controlScript]]);
    const server = await serveFiles(files, {
      "control/next": async () => JSON.stringify(await orders.get()),
      "control/answer": (body) => {
        answers.putNowait(JSON.parse(body) as Answer);
        return "";
      },
    });
    const profile = await mkdtemp(join(tmpdir(), "interleave-firefox-"));
    await writeFile(join(profile, "user.js"), settings);
    return new Firefox(server, [orders, answers], profile);
  }

  /** Shows a page of the site; fulfilled when it has loaded. */
  async visit(path: string): Promise<void> {
    await this.#ask({ visit: path });
  }

  /** What an expression gives in the page, where `harness` and `document` are the page's; waits for a promise. */
  async evaluate<T>(expression: string): Promise<T> {
    return (await this.#ask({ evaluate: expression })) as T;
  }

  async close(): Promise<void> {
    const hasEnded = new Promise((resolve) => this.#process.once("exit", resolve));
    if (this.#process.exitCode === null && this.#process.kill()) await hasEnded;
    this.server.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #ask(order: Order): Promise<unknown> {
    this.#orders.putNowait(order);
    const answer = await this.#answers.get();
    if ("error" in answer) throw new Error(`in Firefox: ${answer.error}`);
    return answer.value;
  }
}
