import type { Random } from "../../../src/random.ts";
import { oneOf } from "./choose.ts";
import { payload } from "./payloads.ts";

type Mutation = (text: string, random: Random) => string;

/** A part of the text, by where it starts and ends. */
function part(
  text: string,
  random: Random,
  longest: number,
): readonly [start: number, end: number] {
  const start = random.integer(0, text.length);
  return [start, Math.min(text.length, start + random.integer(0, longest))];
}

const put: Mutation = (text, random) => {
  const at = random.integer(0, text.length);
  return text.slice(0, at) + payload(random) + text.slice(at);
};

const remove: Mutation = (text, random) => {
  const [start, end] = part(text, random, 40);
  return text.slice(0, start) + text.slice(end);
};

const double: Mutation = (text, random) => {
  const [start, end] = part(text, random, 40);
  return text.slice(0, end) + text.slice(start, end).repeat(random.integer(1, 4)) + text.slice(end);
};

const move: Mutation = (text, random) => {
  const [start, end] = part(text, random, 60);
  const rest = text.slice(0, start) + text.slice(end);
  const at = random.integer(0, rest.length);
  return rest.slice(0, at) + text.slice(start, end) + rest.slice(at);
};

const replace: Mutation = (_text, random) => payload(random);

const repeat: Mutation = (text, random) => {
  const [start, end] = part(text, random, 6);
  return (
    text.slice(0, end) +
    (text.slice(start, end) || "<").repeat(random.integer(50, 300)) +
    text.slice(end)
  );
};

const otherLetter: Mutation = (text, random) => {
  const at = random.integer(0, text.length);
  return text.slice(0, at) + String.fromCharCode(random.integer(0, 0xffff)) + text.slice(at + 1);
};

const mutations = [put, put, put, remove, double, move, replace, repeat, otherLetter] as const;

/** The text with one change. */
export function mutateText(text: string, random: Random): string {
  return oneOf(random, mutations)(text, random);
}

/** The bytes with a few changes. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes);
  for (let count = random.integer(1, 4); count > 0; count -= 1) {
    changed[random.integer(0, changed.length - 1)] = random.integer(0, 255);
  }
  return random.next() < 0.2 ? changed.subarray(0, random.integer(0, changed.length)) : changed;
}
