import { host } from "./host.ts";

/**
 * What it returns asks for a call of `callback` once no microtask is left to run, however many microtasks
 * those that run now still add. A fixed number of hops would be a guess: an async function may need any
 * number of them.
 */
export function askAfterMicrotasks(callback: () => void): () => void {
  const nextTick = host.process?.nextTick;
  const { setImmediate } = host;
  if (nextTick && setImmediate) return tickFromMicrotask(callback, nextTick, setImmediate);
  return messageToOurselves(callback);
}

/** Resolves once no microtask is left to run. */
export function microtasksDone(): Promise<void> {
  return new Promise((resolve) => askAfterMicrotasks(resolve)());
}

const settled = Promise.resolve();

/**
 * Node runs a tick that a microtask asked for when its microtask queue is empty. Ticks alone would
 * keep sockets, signals and a notebook's interrupt waiting for ever, so now and then a whole turn passes.
 */
function tickFromMicrotask(
  callback: () => void,
  nextTick: (callback: () => void) => void,
  wholeTurn: (callback: () => void) => unknown,
): () => void {
  let calls = 0;
  const tick = () => nextTick(callback);
  return () => {
    calls = (calls + 1) % 1024;
    if (calls === 0) wholeTurn(callback);
    else void settled.then(tick);
  };
}

/** In a page or a worker a message is the quickest macrotask: setTimeout is held back to 4 ms there. */
function messageToOurselves(callback: () => void): () => void {
  if (!host.MessageChannel)
    throw new Error("this platform has neither nextTick nor MessageChannel");
  const { port1, port2 } = new host.MessageChannel();
  port1.onmessage = callback;
  return () => port2.postMessage(null);
}
