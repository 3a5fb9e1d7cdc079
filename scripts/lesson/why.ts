import type { Inputs, Parts } from "./inputs.ts";

const shownNames = 3;

/** Why a lesson runs though it has run before: what is not as it was then. */
export function whatChanged(before: Inputs, now: Inputs, ids: readonly string[]): string {
  const around = changedNames(before.around, now.around);
  const kernel = around.filter((name) => name.startsWith("scripts/"));
  const changes = [
    ...around.filter((name) => !kernel.includes(name)).map((name) => change(name, before, now)),
    ...(kernel.length > 0 ? [`the kernel changed (${list(kernel)})`] : []),
    ...changedCells(before.cells, now.cells, ids),
    ...importChanges(before.imports, now.imports),
  ];
  return changes.join("; ") || "its entry in the cache is gone";
}

function change(name: string, before: Inputs, now: Inputs): string {
  if (name.endsWith(".json")) return `${name} changed`;
  const [was, is] = [before.around[name] ?? "unknown", now.around[name] ?? "unknown"];
  return `${name} was ${was}, is ${is}`;
}

function changedCells(
  before: readonly string[],
  now: readonly string[],
  ids: readonly string[],
): string[] {
  const changed = ids.filter((_, index) => !before.includes(now[index] ?? ""));
  if (changed.length > 0)
    return [`${changed.length > 1 ? "cells" : "cell"} ${list(changed)} changed`];
  if (before.length > now.length) return ["a cell was removed"];
  const isSame = before.length === now.length && before.every((cell, i) => cell === now[i]);
  return isSame ? [] : ["the cells have another order"];
}

function importChanges(before: Parts, now: Parts): string[] {
  const names = changedNames(before, now);
  if (names.length === 0) return [];
  const [only] = names;
  if (names.length > 1 || only === undefined) return [`${list(names)} changed`];
  if (now[only] === "absent") return [`${only} is gone`];
  return [before[only] === "absent" ? `${only} is new` : `${only} changed`];
}

function changedNames(before: Parts, now: Parts): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]);
}

function list(names: readonly string[]): string {
  const more = names.length - shownNames;
  const shown = names.slice(0, shownNames).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
