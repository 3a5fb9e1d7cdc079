/**
 * The truth to compare with: the same producers, queue and consumers as bare arithmetic on events.
 * No promise, no clock, no queue class: it shares nothing with the program but its random pauses.
 * Times come in and go out in milliseconds and are kept in whole microseconds.
 */
export interface ModelInput {
  /** For each producer the pauses after its items, one per item. */
  readonly pauses: readonly (readonly number[])[];
  readonly serviceMs: number;
  readonly consumers?: number;
  readonly maxSize?: number;
}

/** What the model says: times in milliseconds. */
export interface ModelOutcome {
  readonly total: number;
  /** In the order of processing. */
  readonly responses: readonly number[];
}

/** All the making, then all the using. */
export function syncModel({ pauses, serviceMs }: ModelInput): ModelOutcome {
  const all = pauses.flat().map(micro);
  let time = 0;
  const madeAt = all.map((pause) => {
    const at = time;
    time += pause;
    return at;
  });
  const responses = madeAt.map((at, i) => milli(time + i * micro(serviceMs) - at));
  return { total: milli(time + all.length * micro(serviceMs)), responses };
}

/** Producers and consumers at the same time, around a first-in, first-out queue. */
export function pipelineModel(input: ModelInput): ModelOutcome {
  const { consumers = 1, maxSize = Infinity } = input;
  const service = micro(input.serviceMs);
  const producers = input.pauses.map((pauses) => ({ pauses: pauses.map(micro), next: 0 }));
  const queue: number[] = []; // when each item in it was made
  const blocked: { readonly madeAt: number; readonly producer: number }[] = [];
  const responses: number[] = [];
  let idle = consumers;
  const events: Event[] = producers.map((_, who) => ({ at: 0, producer: who }));
  let now = 0;

  const pauseThenMake = (who: number) => {
    const producer = producers[who];
    const pause = producer?.pauses[producer.next++];
    if (pause !== undefined) schedule(events, { at: now + pause, producer: who });
  };
  const letIn = (madeAt: number, who: number) => {
    queue.push(madeAt);
    pauseThenMake(who);
  };
  const serve = () => {
    while (idle > 0 && queue.length > 0) {
      responses.push(milli(now - (queue.shift() as number)));
      idle -= 1;
      schedule(events, { at: now + service });
      const next = blocked.shift();
      if (next) letIn(next.madeAt, next.producer);
    }
  };
  for (let event = events.shift(); event; event = events.shift()) {
    now = event.at;
    const who = event.producer;
    if (who === undefined) idle += 1;
    else if ((producers[who]?.next ?? 0) < (producers[who]?.pauses.length ?? 0)) {
      if (queue.length < maxSize) letIn(now, who);
      else blocked.push({ madeAt: now, producer: who });
    }
    serve();
  }
  return { total: milli(now), responses };
}

/** A producer wakes to make its next item, or (without one) a consumer has finished its item. */
interface Event {
  readonly at: number;
  readonly producer?: number;
}

/** Keeps the events in order of time; equal times in the order of asking. */
function schedule(events: Event[], event: Event): void {
  let at = events.length;
  while (at > 0 && (events[at - 1] as Event).at > event.at) at -= 1;
  events.splice(at, 0, event);
}

const micro = (ms: number): number => Math.round(ms * 1000);
const milli = (us: number): number => us / 1000;
