/** Loaded when somebody asks for the keys. */
import { build } from "./build.ts";
import { openDialog, windowOf } from "./dialog.ts";
import { setSingleKeys, singleKeys } from "./single-keys.ts";

const keys: readonly (readonly [key: string, does: string])[] = [
  ["/", "Search the course"],
  ["?", "Show this list"],
  [
    "Tab",
    "To the next link, button or block of code, and to the names of a cell whose Types are on",
  ],
  ["Esc", "Close what is open; leave the names of a cell"],
];

const list = windowOf("Keys", [
  build(
    "dl",
    { class: "key-list" },
    keys.flatMap(([key, does]) => [
      build("dt", {}, [build("kbd", {}, [key])]),
      build("dd", {}, [does]),
    ]),
  ),
  setting(),
]);

export function open(): void {
  openDialog(list);
}

/** Who dictates, or rests a hand on the keys, can switch them off. */
function setting(): HTMLElement {
  const box = build("input", { type: "checkbox" });
  box.checked = singleKeys();
  box.addEventListener("change", () => setSingleKeys(box.checked));
  return build("label", { class: "key-setting" }, [
    box,
    "Single keys (/ and ?) work on every page",
  ]);
}
