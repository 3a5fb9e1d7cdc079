import type { CompilerStart, FrameRequest, WorkerStart } from "./messages.ts";

/** The frame of opaque origin in which the workers live. */
export class Sandbox {
  readonly #frame: HTMLIFrameElement;
  #workers = 0;

  private constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
  }

  /** Resolves when the frame is there. */
  static async open(document_: string): Promise<Sandbox> {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.hidden = true;
    frame.title = "Where the cells run";
    frame.srcdoc = document_;
    const loaded = new Promise<void>((resolve) => {
      frame.addEventListener("load", () => resolve(), { once: true });
    });
    document.body.append(frame);
    await loaded;
    return new Sandbox(frame);
  }

  /** Starts a worker; gives its number. The port in `start` is handed over. */
  spawn(script: string, start: WorkerStart | CompilerStart): number {
    const id = ++this.#workers;
    this.#send({ type: "spawn", id, script, start }, [start.port]);
    return id;
  }

  end(id: number): void {
    this.#send({ type: "end", id }, []);
  }

  remove(): void {
    this.#frame.remove();
  }

  /** The frame has no origin that could be named; only what it holds hears this. */
  #send(request: FrameRequest, ports: Transferable[]): void {
    this.#frame.contentWindow?.postMessage(request, "*", ports);
  }
}
