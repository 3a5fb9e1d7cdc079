import { host } from "./host.ts";

/**
 * Calls back once no microtask is left to run, however many microtasks those that run now still add.
 * A fixed number of hops would be a guess: an async function may need any number of them.
 */
export const afterMicrotasks: (callback: () => void) => void = pick();

function pick(): (callback: () => void) => void {
  const nextTick = host.process?.nextTick;
  const { setImmediate } = host;
  if (nextTick && setImmediate) return tickFromMicrotask(nextTick, setImmediate);
  return messageToOurselves();
}

/**
 * Node runs a tick that a microtask asked for when its microtask queue is empty. Ticks alone would
 * keep sockets, signals and a notebook's interrupt waiting for ever, so now and then a whole turn passes.
 */
function tickFromMicrotask(
  nextTick: (callback: () => void) => void,
  wholeTurn: (callback: () => void) => unknown,
): (callback: () => void) => void {
  let calls = 0;
  return (callback) => {
    calls = (calls + 1) % 1024;
    if (calls === 0) wholeTurn(callback);
    else void Promise.resolve().then(() => nextTick(callback));
  };
}

/** In a page or a worker a message is the quickest macrotask: setTimeout is held back to 4 ms there. */
function messageToOurselves(): (callback: () => void) => void {
  if (!host.MessageChannel)
    throw new Error("this platform has neither nextTick nor MessageChannel");
  const { port1, port2 } = new host.MessageChannel();
  const callbacks: (() => void)[] = [];
  port1.onmessage = () => callbacks.shift()?.();
  return (callback) => {
    callbacks.push(callback);
    port2.postMessage(null);
  };
}
