import { build } from "../../../site/browser/build.ts";
import { cellsOf, codeOf, hasTag, idOf, outputOf, slugOf } from "../lesson-page.ts";
import { questionsIn, toldBy, type Question } from "../predictions.ts";
import { keep, recall } from "../store.ts";

type Answered = (cell: HTMLElement, answers: Readonly<Record<string, string>>) => void;

/** Asks for every prediction in a field, and covers what tells the answer until one is given, or the reader wants to see it. */
export function addPredictions(main: HTMLElement, answered: Answered): void {
  const cells = cellsOf(main);
  const texts = cells.map((cell) => ({ id: idOf(cell), source: codeOf(cell)?.textContent ?? "" }));
  const told = toldBy(texts);
  const { answers } = recall(slugOf(main));
  const asking = new Map<string, string>();
  for (const [index, cell] of cells.entries()) {
    const questions = hasTag(cell, "predict") ? questionsIn(texts[index]?.source ?? "") : [];
    for (const { id } of questions) asking.set(id, idOf(cell));
    if (questions.length > 0) ask(cell, questions, answers, (given) => answered(cell, given));
  }
  for (const cell of cells) {
    const open = (told.get(idOf(cell)) ?? []).filter((id) => asking.has(id) && !(id in answers));
    if (open.length > 0) cover(cell, open, asking);
  }
}

/** Takes the covers of these predictions away. Other scripts call it by its event. */
export const answeredEvent = "interleave:answered";

function ask(
  cell: HTMLElement,
  questions: readonly Question[],
  known: Readonly<Record<string, string>>,
  answered: (answers: Readonly<Record<string, string>>) => void,
): void {
  const fields = questions.map(({ id, text }) => {
    const input = build("input", {
      type: "text",
      autocomplete: "off",
      autocapitalize: "off",
      name: id,
    });
    input.value = known[id] ?? "";
    return { id, input, row: build("label", {}, [build("span", {}, [`${id}: ${text}`]), input]) };
  });
  const form = build("form", { class: "predict" }, [
    ...fields.map(({ row }) => row),
    build("button", { type: "submit" }, ["Keep my answer"]),
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = fields.filter(({ input }) => input.value.trim() !== "");
    if (given.length === 0) fields[0]?.input.focus();
    else answered(Object.fromEntries(given.map(({ id, input }) => [id, input.value.trim()])));
  });
  outputOf(cell)?.before(form);
}

function cover(
  cell: HTMLElement,
  ids: readonly string[],
  asking: ReadonlyMap<string, string>,
): void {
  const output = outputOf(cell);
  if (output === undefined || output.childElementCount === 0) return;
  const anyway = build("button", { type: "button" }, ["Show it anyway"]);
  const links = ids.map((id) => build("a", { href: `#${asking.get(id) ?? ""}` }, [id]));
  const words = links.flatMap((link, index) => (index === 0 ? [link] : [" and ", link]));
  const note = build("div", { class: "cover" }, [
    build("p", {}, ["First your prediction ", ...words, ". ", anyway]),
  ]);
  const open = new Set(ids);
  const uncover = (answered: readonly string[]): void => {
    for (const id of answered) open.delete(id);
    if (open.size > 0) return;
    note.remove();
    delete output.dataset["covered"];
    document.removeEventListener(answeredEvent, heard);
  };
  const heard = (event: Event): void => uncover((event as CustomEvent<readonly string[]>).detail);
  anyway.addEventListener("click", () => showAnyway(cell, ids));
  document.addEventListener(answeredEvent, heard);
  output.dataset["covered"] = "";
  output.before(note);
}

/** Nobody is held up: what was shown without an answer is remembered as that. */
function showAnyway(cell: HTMLElement, ids: readonly string[]): void {
  const main = cell.closest<HTMLElement>("main");
  if (main === null) return;
  keep(slugOf(main), ({ answers }) => ({
    answers: { ...Object.fromEntries(ids.map((id) => [id, ""])), ...answers },
  }));
  document.dispatchEvent(new CustomEvent(answeredEvent, { detail: ids }));
  const output = outputOf(cell);
  output?.querySelector<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
}
