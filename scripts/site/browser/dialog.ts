import { build, type Child } from "./build.ts";

/** A dialog with a name and a button that closes it; so do Escape and a click beside it. */
export function windowOf(title: string, content: readonly Child[]): HTMLDialogElement {
  const name = build("h2", { id: `page.${title.toLowerCase()}-name` }, [title]);
  const close = build("button", { type: "button", class: "window-close" }, ["Close"]);
  const dialog = build("dialog", { class: "window", "aria-labelledby": name.id }, [
    build("div", { class: "window-head" }, [name, close]),
    ...content,
  ]);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && isOutside(event, dialog)) dialog.close();
  });
  return dialog;
}

/** Shows it above the page. Closed, it gives the focus back to where it was. */
export function openDialog(dialog: HTMLDialogElement): void {
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
}

function isOutside({ clientX, clientY }: MouseEvent, dialog: HTMLElement): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
