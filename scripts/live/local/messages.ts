/** What a page and the kernel on the reader's own computer say to each other, over a WebSocket: `npm start -- --kernel`. */
import type { Done } from "../protocol.ts";
import type { Output } from "../engine/output.ts";

/** Page to server. One cell at a time: the page sends the next when the last is done. */
export type ToKernel =
  /** `folder`: where the cells stand in the project. */
  | { readonly type: "run"; readonly code: string; readonly folder: string }
  | { readonly type: "interrupt" }
  | { readonly type: "restart" }
  | { readonly type: "rest" };

/** Server to page. */
export type FromKernel =
  | { readonly type: "outputs"; readonly outputs: readonly Output[]; readonly late: boolean }
  | { readonly type: "done"; readonly status: Done["status"]; readonly count?: number }
  | { readonly type: "restarted" }
  | { readonly type: "rest"; readonly text?: string };

/** Where the server takes such connections. */
export const kernelAddress = "/-kernel";

/** The protocol that both speak; the page offers the token as a second one, which no other page can know. */
export const kernelProtocol = "interleave";

/** What the server adds to its copy of a page: a script, and a tag that says that there is a kernel. */
export const engineAddress = `${kernelAddress}/engine.js`;
export const signName = "interleave.kernel";

/** The address with which a reader's browser learns the token: the part behind # is never sent to any server. */
export const addressWith = (url: string, token: string): string => `${url}#kernel=${token}`;
