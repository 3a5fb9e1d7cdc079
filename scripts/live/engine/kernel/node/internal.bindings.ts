/** What Node's native side tells its JavaScript, as far as inspect and console ask. */
import { peeked } from "../promise-states.ts";
import { proxyDetails } from "../proxies.ts";

const ALL_PROPERTIES = 0;
const ONLY_ENUMERABLE = 2;
const kPending = 0;
const kRejected = 2;

function isIndex(key: PropertyKey): boolean {
  return typeof key === "string" && /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}

function getOwnNonIndexProperties(value: object, filter: number): PropertyKey[] {
  return Reflect.ownKeys(value).filter((key) => {
    if (isIndex(key)) return false;
    const isEnumerable = Object.prototype.propertyIsEnumerable.call(value, key);
    return filter === ALL_PROPERTIES || isEnumerable;
  });
}

function getPromiseDetails(promise: Promise<unknown>): readonly [number, unknown?] {
  const state = peeked(promise);
  if (state.state === "pending") return [kPending];
  return [state.state === "rejected" ? kRejected : 1, state.value];
}

/** With `isProxy` false: the target only. */
function getProxyDetails(value: object, wantsBoth = true): unknown {
  const details = proxyDetails(value);
  if (details === undefined) return undefined;
  return wantsBoth ? details : details[0];
}

/** The entries that an iterator still has cannot be seen without taking them; those of weak collections not at all. */
function previewEntries(_value: object, wantsKind = false): unknown {
  return wantsKind ? [[], false] : [];
}

function getConstructorName(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

const bindings: Readonly<Record<string, object>> = {
  util: {
    constants: { ALL_PROPERTIES, ONLY_ENUMERABLE, kPending, kFulfilled: 1, kRejected },
    getOwnNonIndexProperties,
    getPromiseDetails,
    getProxyDetails,
    previewEntries,
    getConstructorName,
    getExternalValue: () => 0n,
    getCallSites: () => [],
  },
  config: { hasIntl: false, hasInspector: false },
  trace_events: { trace: () => undefined, isTraceCategoryEnabled: () => false },
  errors: { exitCodes: {} },
};

export function internalBinding(name: string): object {
  return bindings[name] ?? {};
}
