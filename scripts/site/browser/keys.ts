import { announce } from "./announce.ts";
import type * as KeyListModule from "./key-list.ts";
import { load } from "./load.ts";
import type * as SearchModule from "./search.ts";
import { singleKeys } from "./single-keys.ts";

/** Single keys are heard everywhere except where a reader types, and only while the reader wants them. */
export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (!isForUs(event) || !singleKeys()) return;
    if (event.key !== "/" && event.key !== "?") return;
    event.preventDefault();
    if (event.key === "/") openSearch();
    else openKeys();
  });
}

/** Opens the search. What is typed while it loads is not lost. */
export function openSearch(): void {
  let typed = "";
  const collect = (event: KeyboardEvent): void => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    typed += event.key;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("keydown", collect, { capture: true });
  void opened("assets/search.js", () => {
    (self as unknown as { interleaveSearch: typeof SearchModule }).interleaveSearch.open(typed);
  }).finally(() => removeEventListener("keydown", collect, { capture: true }));
}

export function openKeys(): void {
  void opened("assets/keys.js", () => {
    (self as unknown as { interleaveKeys: typeof KeyListModule }).interleaveKeys.open();
  });
}

async function opened(script: string, open: () => void): Promise<void> {
  try {
    await Promise.all([load(script), load("assets/window.css")]);
    open();
  } catch {
    announce("This could not be loaded");
  }
}

function isForUs({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return false;
  const typing = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  const at = target instanceof Element ? target : document.body;
  return at.closest(`${typing}, dialog`) === null;
}
