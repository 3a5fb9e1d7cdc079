import { InvalidArgumentError } from "commander";

/** One machine's part of a course: the `index`th of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** A parser for "2/4". */
export function shard(text: string): Shard {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const given = { index: Number(index), count: Number(count) };
  if (given.index >= 1 && given.index <= given.count) return given;
  throw new InvalidArgumentError(`must be such as 1/4, the first of four parts, got ${text}.`);
}

/** The items that fall to a shard: every item falls to exactly one, and neighbours to different ones. */
export function shareOf<Item>(items: readonly Item[], { index, count }: Shard): readonly Item[] {
  return items.filter((_, at) => at % count === index - 1);
}
