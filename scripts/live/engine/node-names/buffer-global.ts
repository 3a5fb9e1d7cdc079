/** tslab's public module knows Buffer as a global. */
export { Buffer } from "../kernel/node/buffer.ts";
