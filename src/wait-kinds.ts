/** What a task waits for. Durations in milliseconds. */
export type Wait =
  | { readonly kind: "sleep"; readonly ms: number }
  | { readonly kind: "item"; readonly queue: string }
  | { readonly kind: "room"; readonly queue: string }
  | { readonly kind: "join"; readonly queue: string }
  | { readonly kind: "permit"; readonly semaphore: string }
  | { readonly kind: "lock"; readonly lock: string }
  | { readonly kind: "event"; readonly event: string }
  | { readonly kind: "task"; readonly name: string };

/** In words: "an item in orders". */
export function describe(what: Wait): string {
  switch (what.kind) {
    case "sleep":
      return `its sleep of ${what.ms} ms`;
    case "item":
      return `an item in ${what.queue}`;
    case "room":
      return `room in ${what.queue}`;
    case "join":
      return `all work of ${what.queue} to be done`;
    case "permit":
      return `a permit of ${what.semaphore}`;
    case "lock":
      return `the lock ${what.lock}`;
    case "event":
      return `the event ${what.event}`;
    case "task":
      return what.name;
  }
}
