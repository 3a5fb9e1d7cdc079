import type { Random } from "../../../src/random.ts";
import { chance, oneOf } from "./choose.ts";
import { mutateText } from "./mutate-text.ts";
import { payload } from "./payloads.ts";

type Container = Record<string | number, unknown>;

/** A value in the tree, by what it lies in. */
interface Spot {
  readonly parent: Container;
  readonly key: string | number;
}

/** A copy of the value with a few changes. Most are made to texts: what is no notebook any more tests only the reader. */
export function mutateJson(value: unknown, random: Random): unknown {
  const root: Container = { value: structuredClone(value) };
  for (let count = random.integer(1, 3); count > 0; count -= 1) {
    const spots = spotsIn(root);
    // The notebook itself may have been taken away.
    if (spots.length === 0) break;
    const texts = spots.filter(isContent);
    const isText = chance(random, 0.8) && texts.length > 0;
    const spot = oneOf(random, isText ? texts : spots);
    if (isText) spot.parent[spot.key] = mutateText(String(spot.parent[spot.key]), random);
    else mutateShape(spot, random);
  }
  return root["value"];
}

/** Texts that are shown. The others are names, and a notebook with a wrong one is mostly refused. */
function isContent({ parent, key }: Spot): boolean {
  const isName = ["id", "cell_type", "output_type", "name", "display_name", "language"].includes(
    String(key),
  );
  return typeof parent[key] === "string" && !isName;
}

function spotsIn(container: Container): Spot[] {
  return Object.keys(container).flatMap((name) => {
    const key = Array.isArray(container) ? Number(name) : name;
    const inner = container[key];
    const below = typeof inner === "object" && inner !== null ? spotsIn(inner as Container) : [];
    return [{ parent: container, key }, ...below];
  });
}

const keys =
  "__proto__ constructor toString id cell_type metadata source outputs attachments tags interleave exercise difficulty output_type data text name ename traceback execution_count text/html text/markdown image/svg+xml image/png application/json kernelspec nbformat".split(
    " ",
  );

function mutateShape({ parent, key }: Spot, random: Random): void {
  const inner = parent[key];
  switch (random.integer(0, 3)) {
    case 0:
      parent[key] = anyValue(random);
      return;
    case 1:
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      return;
    case 2:
      if (Array.isArray(parent))
        parent.splice(random.integer(0, parent.length), 0, structuredClone(inner));
      else define(parent, oneOf(random, keys), structuredClone(inner));
      return;
    default:
      if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) {
        define(inner as Container, oneOf(random, keys), anyValue(random));
      } else parent[key] = [inner];
  }
}

/** Plain assignment to `__proto__` would not make a key. */
function define(container: Container, key: string, value: unknown): void {
  Object.defineProperty(container, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function anyValue(random: Random): unknown {
  const makers: readonly (() => unknown)[] = [
    () => null,
    () => random.integer(-2, 3) * 10 ** random.integer(0, 20),
    () => chance(random, 0.5),
    () => payload(random),
    () => [],
    () => ({}),
    () => [payload(random), 7, null],
    () => ({ toString: null, [payload(random)]: payload(random) }),
    () => ({ "text/html": payload(random), "image/svg+xml": `<svg>${payload(random)}</svg>` }),
    () => JSON.parse("[".repeat(120) + "]".repeat(120)) as unknown,
  ];
  return oneOf(random, makers)();
}
