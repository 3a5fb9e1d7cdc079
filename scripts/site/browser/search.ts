/** Loaded for the first search: the dialog, and everything that can be found. */
import type { SearchDocument } from "../search/documents.ts";
import { searchIndexName, searchIndexPath } from "../search/search-data.ts";
import { build, type Child } from "./build.ts";
import { openDialog, windowOf } from "./dialog.ts";
import { finder, type Find, type Found } from "./finder.ts";
import { loadData } from "./load.ts";

const mostShown = 30;

const input = build("input", {
  id: "page.search",
  // Not a search field to the browser: there the first Escape would only empty it.
  type: "text",
  role: "searchbox",
  enterkeyhint: "search",
  autocomplete: "off",
  spellcheck: "false",
  placeholder: "Lessons, code, library, glossary",
  "aria-describedby": "page.search-status",
});
const status = build("p", { id: "page.search-status", role: "status", class: "search-status" });
const list = build("ol", { class: "search-results", "aria-label": "Results" });
const dialog = windowOf("Search", [
  build("label", { class: "search-field", for: "page.search" }, [
    build("span", { class: "visually-hidden" }, ["Search the course"]),
    input,
  ]),
  status,
  list,
]);
dialog.classList.add("search");

let find: Promise<Find> | undefined;

/** Opens the search with what was typed; else with what was looked for last, marked, so that typing replaces it. */
export function open(typed = ""): void {
  openDialog(dialog);
  if (typed !== "") input.value = typed;
  else input.select();
  update();
}

input.addEventListener("input", update);
dialog.addEventListener("keydown", move);
list.addEventListener("click", followed);

function update(): void {
  const query = input.value.trim();
  find ??= prepare();
  find.then(
    (look) => {
      if (query === input.value.trim()) show(query, look(query, mostShown));
    },
    () => (status.textContent = "The index could not be loaded: search again to try once more."),
  );
}

async function prepare(): Promise<Find> {
  try {
    return finder(await loadData<readonly SearchDocument[]>(searchIndexPath, searchIndexName));
  } catch (error) {
    find = undefined;
    throw error;
  }
}

function show(query: string, found: readonly Found[]): void {
  status.textContent = summary(query, found.length);
  list.replaceChildren(...found.map(entry));
}

function summary(query: string, count: number): string {
  if (query === "") return "Type a word, or the beginning of one.";
  if (count === 0) return `Nothing has “${query}”.`;
  if (count === mostShown) return `The best ${count} places`;
  return count === 1 ? "1 place" : `${count} places`;
}

const kinds = { page: "", section: "", code: "Code", library: "Library", term: "Glossary" };

function entry({ place, context }: Found): HTMLElement {
  const kind = kinds[place.kind];
  const text = context.map((piece): Child =>
    piece.hit ? build("mark", {}, [piece.text]) : piece.text,
  );
  const isCode = place.kind === "code";
  return build("li", {}, [
    build("a", { href: place.address }, [
      build("span", { class: "search-title" }, [isCode ? place.where : place.title]),
      ...(isCode ? [] : [build("span", { class: "search-where" }, [place.where])]),
      ...(kind === "" ? [] : [build("span", { class: "search-kind" }, [kind])]),
      build(isCode ? "code" : "span", { class: "search-context" }, text),
    ]),
  ]);
}

/** Arrows walk through the results, from the field and back to it. Nothing outside the dialog hears them. */
function move(event: KeyboardEvent): void {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (event.key === "Enter" && event.target === input && !event.isComposing) links[0]?.click();
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const next = at + (event.key === "ArrowDown" ? 1 : -1);
  const target = next < 0 ? input : links[Math.min(next, links.length - 1)];
  event.preventDefault();
  target?.focus();
}

/** A place of this very page: the dialog must make room for it. */
function followed(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const isHere = link?.pathname === location.pathname;
  if (isHere && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
}
