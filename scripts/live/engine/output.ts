import type {
  DisplayEvent,
  DisplayUpdateEvent,
  ErrorEvent,
  HeldEvent,
  StreamEvent,
  TraceEvent,
} from "../protocol.ts";

type WithoutCell<Event> = Event extends unknown ? Omit<Event, "cellId" | "late"> : never;

/** An output, before it is known whose it is. */
export type Output = WithoutCell<
  StreamEvent | DisplayEvent | DisplayUpdateEvent | ErrorEvent | HeldEvent | TraceEvent
>;
