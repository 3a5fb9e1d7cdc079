/** Loaded when a reader asks for their progress: it is theirs, so they can take it along, bring it back and delete it. */
import { build } from "../../../site/browser/build.ts";
import { openDialog, windowOf } from "../../../site/browser/dialog.ts";
import { forgetAll } from "../store.ts";
import { exported, imported } from "./transfer.ts";

let changed = (): void => undefined;

const status = build("p", { role: "status", class: "progress-status" });
const file = build("input", {
  type: "file",
  accept: ".json,application/json",
  id: "page.progress-file",
});
const save = button("Save as a file", saveFile);
const forget = button("Forget everything", forgetEverything);

const panel = windowOf("Progress", [
  build("div", { class: "progress-panel" }, [
    build("p", {}, [
      "What you read, ran, solved, predicted and changed is kept in this browser and nowhere else. " +
        "As a file you can take it to another one.",
    ]),
    build("p", {}, [save]),
    build("p", {}, [build("label", { for: file.id }, ["Load a file that you saved: "]), file]),
    build("p", {}, [forget]),
    status,
  ]),
]);

file.addEventListener("change", () => {
  const [chosen] = file.files ?? [];
  if (chosen === undefined) return;
  void chosen.text().then(loadText, () => say("The file could not be read."));
});

/** Opens the panel; `onChange` is called when what is kept is no longer the same. */
export function open(onChange: () => void): void {
  changed = onChange;
  say("");
  openDialog(panel);
}

function saveFile(): void {
  const url = URL.createObjectURL(new Blob([exported()], { type: "application/json" }));
  build("a", { href: url, download: "interleave-progress.json" }).click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  say("Saved as interleave-progress.json.");
}

function loadText(text: string): void {
  file.value = "";
  try {
    const { lessons, keptHere, lasting } = imported(text);
    say(
      [
        `Loaded: ${lessons} ${lessons === 1 ? "lesson" : "lessons"}.`,
        keptHere > 0
          ? `${keptHere} cells that you changed here otherwise stay as they are here.`
          : "",
        lasting ? "" : "This browser keeps nothing: it lasts as long as this page.",
      ].join(" "),
    );
    changed();
  } catch (error) {
    say(`This file was not loaded, and nothing was changed: ${(error as Error).message}.`);
  }
}

/** Asked twice: it cannot be taken back. */
function forgetEverything(): void {
  if (forget.dataset["sure"] === undefined) {
    forget.dataset["sure"] = "";
    forget.textContent = "Forget everything, for good";
    say(
      "This deletes your progress and your changes in every lesson. Press again if you are sure.",
    );
    return;
  }
  delete forget.dataset["sure"];
  forget.textContent = "Forget everything";
  forgetAll();
  changed();
  say("Forgotten.");
}

function say(text: string): void {
  status.textContent = text;
}

function button(text: string, does: () => void): HTMLButtonElement {
  const element = build("button", { type: "button" }, [text]);
  element.addEventListener("click", does);
  return element;
}
