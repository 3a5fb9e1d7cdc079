/** What bundles get from the Node that runs the build (build/natives.ts). */
declare module "internal/util/inspect" {
  export { format, formatWithOptions, inspect } from "node:util";
}

declare module "internal/console/constructor" {
  export const kBindStreamsLazy: symbol;
}

declare module "internal/console/global" {
  const globalConsole: Record<string | symbol, ((...values: unknown[]) => unknown) | undefined>;
  export default globalConsole;
}
