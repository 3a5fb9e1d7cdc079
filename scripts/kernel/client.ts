import { fileURLToPath } from "node:url";
import { Channels, type Content } from "./channels.ts";
import { Child, KernelDied } from "./child.ts";
import { createConnection, type Connection } from "./connection.ts";
import { Displays } from "./displays.ts";
import { Execution, type CellResult, type ExecuteOptions } from "./execution.ts";
import { appendOutput, outputOf, type DisplayOutput, type Output } from "./output.ts";
import type { Message } from "./wire.ts";

export { KernelDied };
export { CellTimeout, OutputLimit, type CellResult, type ExecuteOptions } from "./execution.ts";
export type { Output } from "./output.ts";

export interface KernelOptions {
  /** The directory the cells run in: `../src` is resolved from here. */
  cwd: string;
  /** The command to start; `{connection_file}` stands for the connection file. Default: our own kernel. */
  argv?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Default 60,000. */
  startTimeoutMs?: number;
  /** Limit of the kernel's heap, in megabytes. Default: Node's own. */
  memoryMb?: number;
  /** Called when a display of an earlier cell was updated; `output` is the object that cell's result holds. */
  onUpdate?: (output: DisplayOutput) => void;
  /** Called when an output comes that is of no running cell. It is kept for the next result, too. */
  onLate?: (output: Output) => void;
}

/** What Node, tslab and the compiler take beside what cells do. */
const OWN_MB = 600;
const LAUNCH = fileURLToPath(new URL("shim/launch.js", import.meta.url));
const START_ATTEMPTS = 3;
const KERNEL_INFO_RETRY_MS = 1_000;
/** The subscription may take effect after the first answer. */
const IOPUB_RETRY_MS = 50;
/** How long a kernel may take to leave when asked, before it is told, and then made to. */
const SHUTDOWN_GRACE_MS = 2_000;

/** A running kernel, for the build: one cell at a time, over the real Jupyter protocol. */
export class Kernel {
  readonly #connection: Connection;
  readonly #child: Child;
  readonly #channels: Channels;
  readonly #onUpdate: ((output: DisplayOutput) => void) | undefined;
  readonly #onLate: ((output: Output) => void) | undefined;
  readonly #displays = new Displays();
  #execution: Execution | undefined;
  #late: Output[] = [];
  #closed = false;
  #heardFromIopub = false;

  private constructor(connection: Connection, child: Child, options: KernelOptions) {
    this.#connection = connection;
    this.#child = child;
    this.#onUpdate = options.onUpdate;
    this.#onLate = options.onLate;
    this.#channels = new Channels(connection, {
      published: (message) => this.#receive(message),
      failed: (error) => this.#execution?.fail(error),
    });
  }

  /** Starts a kernel and waits until it answers. */
  static async start(options: KernelOptions): Promise<Kernel> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await Kernel.#start(options);
      } catch (error) {
        // Between the choice of a port and its use another program may have taken it.
        const isTaken = error instanceof KernelDied && /Address already in use/.test(error.message);
        if (!isTaken || attempt === START_ATTEMPTS) throw error;
      }
    }
  }

  static async #start(options: KernelOptions): Promise<Kernel> {
    const connection = await createConnection();
    const env = { ...(options.env ?? process.env), JPY_PARENT_PID: String(process.pid) };
    const residentMb = options.memoryMb === undefined ? Infinity : options.memoryMb + OWN_MB;
    const { cwd } = options;
    const child = new Child(commandOf(options, connection.file), { cwd, env, residentMb });
    const kernel = new Kernel(connection, child, options);
    try {
      await kernel.#untilReady(options.startTimeoutMs ?? 60_000);
      return kernel;
    } catch (error) {
      await kernel.#end();
      throw error;
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Runs a cell; settles when the kernel has answered and every output has arrived. */
  async execute(code: string, options: ExecuteOptions = {}): Promise<CellResult> {
    if (this.#execution !== undefined)
      throw new Error("a kernel runs one cell at a time, await the last one first");
    const late = this.#late;
    this.#late = [];
    const header = this.#channels.header("execute_request");
    const execution = new Execution(header.msg_id, late, options, {
      interrupt: () => this.interrupt(),
      kill: () => this.#child.signal("SIGKILL"),
    });
    this.#execution = execution;
    try {
      if (this.#closed) throw await this.#child.died;
      const content = executeRequest(code, options);
      await this.#channels.send("shell", header, content, (reply) => execution.reply(reply));
      void this.#child.died.then((death) => execution.fail(death));
      return await execution.result;
    } catch (error) {
      this.#late.unshift(...execution.late);
      throw error;
    } finally {
      execution.close();
      this.#execution = undefined;
    }
  }

  /** The names that may stand at the cursor. */
  async complete(code: string, cursor: number): Promise<Content> {
    return await this.#request("shell", "complete_request", { code, cursor_pos: cursor });
  }

  /** What is known about the name at the cursor. */
  async inspect(code: string, cursor: number): Promise<Content> {
    return await this.#request("shell", "inspect_request", {
      code,
      cursor_pos: cursor,
      detail_level: 0,
    });
  }

  /** Any other request, for tools and tests; gives the content of the reply. */
  async request(type: string, content: Content = {}): Promise<Content> {
    return await this.#request("shell", type, content);
  }

  /** Ends the running cell. */
  interrupt(): void {
    if (process.platform === "win32")
      void this.#request("control", "interrupt_request", {}).catch(() => {});
    else this.#child.signal("SIGINT");
  }

  /** Asks the kernel to leave, tells it, and in the end makes it. Gives what was written after the last cell. */
  async shutdown(): Promise<{ late: Output[] }> {
    if (!this.#closed) {
      const asked = this.#request("control", "shutdown_request", { restart: false });
      await Promise.race([asked.catch(() => {}), this.#child.died, delay(SHUTDOWN_GRACE_MS)]);
      await this.#end();
    }
    return { late: this.#late.splice(0) };
  }

  async #end(): Promise<void> {
    await Promise.race([this.#child.died, delay(this.#heardFromIopub ? SHUTDOWN_GRACE_MS : 0)]);
    this.#child.signal("SIGTERM");
    await Promise.race([this.#child.died, delay(SHUTDOWN_GRACE_MS)]);
    this.#child.signal("SIGKILL");
    await this.#child.died;
    this.#closed = true;
    this.#channels.close();
    await this.#connection.remove();
  }

  async #untilReady(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    let answered = false;
    while (!answered || !this.#heardFromIopub) {
      const info = this.#request("shell", "kernel_info_request", {}).then(async () => {
        answered = true;
        if (!this.#heardFromIopub) await delay(IOPUB_RETRY_MS);
      });
      await Promise.race([info, delay(KERNEL_INFO_RETRY_MS)]);
      if (Date.now() > deadline)
        throw new Error(`the kernel did not answer within ${timeoutMs} ms`);
    }
  }

  async #request(channel: "shell" | "control", type: string, content: Content): Promise<Content> {
    if (this.#closed) throw await this.#child.died;
    const reply = new Promise<Content>((resolve, reject) => {
      this.#channels.send(channel, this.#channels.header(type), content, resolve).catch(reject);
    });
    const death = this.#child.died.then((error) => Promise.reject(error));
    return await Promise.race([reply, death]);
  }

  #receive({ header, parent, content }: Message): void {
    this.#heardFromIopub = true;
    const ofThisCell = parent.msg_id === this.#execution?.id;
    if (header.msg_type === "status" && ofThisCell && content["execution_state"] === "idle") {
      this.#execution?.idle();
    }
    if (header.msg_type === "update_display_data") {
      for (const output of this.#displays.update(content)) this.#onUpdate?.(output);
      return;
    }
    const output = outputOf(header.msg_type, content);
    if (output === undefined) return;
    this.#displays.add(output, content);
    if (!ofThisCell) this.#onLate?.(output);
    if (ofThisCell) this.#execution?.add(output);
    else if (this.#execution) appendOutput(this.#execution.late, output);
    else appendOutput(this.#late, output);
  }
}

function executeRequest(code: string, { stopOnError = true }: ExecuteOptions): Content {
  const stored = { silent: false, store_history: true, user_expressions: {} };
  return { code, ...stored, allow_stdin: false, stop_on_error: stopOnError };
}

function commandOf({ argv, memoryMb }: KernelOptions, connectionFile: string): string[] {
  if (argv) return argv.map((argument) => argument.replace("{connection_file}", connectionFile));
  const limit = memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`];
  return [process.execPath, ...limit, LAUNCH, connectionFile];
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
