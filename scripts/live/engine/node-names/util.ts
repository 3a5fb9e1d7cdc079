/** In the place of Node's: Node's own `inspect`, from the Node that ran the build. */
export { format, formatWithOptions, inspect } from "internal/util/inspect";
