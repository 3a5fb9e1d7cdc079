import { announce } from "../../../site/browser/announce.ts";
import { load } from "../../../site/browser/load.ts";
import { idOf, slugOf, type CellAction } from "../lesson-page.ts";
import type * as SessionModule from "../session/open.ts";
import { keep, recall } from "../store.ts";
import { addButtons } from "./buttons.ts";
import { addPredictions } from "./predict.ts";
import { heardAction } from "./keys.ts";

/** Gives a lesson's page its buttons; all that they do is loaded when the first of them is used. */
export function startLesson(main: HTMLElement): void {
  const use = (what: (session: SessionModule.LessonSession) => void): void => {
    opened(main).then(what, () => announce("The live cells could not be loaded: try again"));
  };
  const act = (cell: HTMLElement, action: CellAction, at?: MouseEvent): void =>
    use((session) => session.act(idOf(cell), action, at));
  addButtons(main, act, (action) => use((session) => session.actOnLesson(action)));
  addPredictions(main, (cell, answers) => use((session) => session.answer(idOf(cell), answers)));
  main.addEventListener("keydown", (event) => heardAction(event, act, use), { capture: true });
  main.addEventListener("click", (event) => clickedCode(event, act));
  rememberRead(main);
  // What a reader changed is shown again, once everything else is there.
  if (Object.keys(recall(slugOf(main)).edits).length > 0) use(() => undefined);
}

async function opened(main: HTMLElement): Promise<SessionModule.LessonSession> {
  await load("assets/live/session.js");
  const module = (self as unknown as { interleaveSession: typeof SessionModule }).interleaveSession;
  return module.openSession(main);
}

/** A click into code means to change it. A finger also scrolls and asks for types: it has the button. */
function clickedCode(
  event: MouseEvent,
  act: (cell: HTMLElement, action: CellAction, at: MouseEvent) => void,
): void {
  const code = event.target instanceof Element ? event.target.closest(".cell pre.code") : null;
  const cell = code?.closest<HTMLElement>(".cell[data-live]");
  const isTouch = (event as PointerEvent).pointerType === "touch";
  if (!cell || isTouch || event.detail > 1 || getSelection()?.isCollapsed === false) return;
  act(cell, "edit", event);
}

/** A lesson is read when its end has been seen. */
function rememberRead(main: HTMLElement): void {
  const end = main.querySelector(".neighbours");
  if (end === null || recall(slugOf(main)).read) return;
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    keep(slugOf(main), () => ({ read: true }));
  });
  observer.observe(end);
}
