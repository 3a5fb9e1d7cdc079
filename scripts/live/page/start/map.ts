import { announce } from "../../../site/browser/announce.ts";
import { build } from "../../../site/browser/build.ts";
import { load } from "../../../site/browser/load.ts";
import type * as PanelModule from "../progress/panel.ts";
import { recall } from "../store.ts";

/** Fills in what the reader has done of each lesson, where the course map has a place for it. */
export function startMap(): void {
  const places = document.querySelectorAll<HTMLElement>("[data-progress]");
  if (places.length === 0) return;
  showProgress(places);
  const map = document.querySelector(".course-map");
  const open = build("button", { type: "button", class: "open-progress" }, [
    "Your progress: save, load, forget",
  ]);
  open.addEventListener("click", () => {
    openPanel(() => showProgress(places)).catch(() => announce("This could not be loaded"));
  });
  map?.after(build("p", { class: "map-progress" }, [open]));
}

function showProgress(places: Iterable<HTMLElement>): void {
  for (const place of places) {
    const text = progressOf(
      place.dataset["progress"] ?? "",
      Number(place.dataset["exercises"] ?? 0),
    );
    place.textContent = text;
    place.hidden = text === "";
  }
}

/** Read, run and solved of one lesson in a few words; nothing where nothing was done. */
function progressOf(slug: string, exercises: number): string {
  const { read, ran, solved } = recall(slug);
  const done = Math.min(solved.length, exercises);
  const parts = [
    read ? "read" : "",
    ran.length > 0 ? `${ran.length} ${ran.length === 1 ? "cell" : "cells"} run` : "",
    done > 0
      ? done === exercises
        ? "all exercises solved"
        : `${done} of ${exercises} solved`
      : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `You: ${parts.join(", ")}`;
}

async function openPanel(changed: () => void): Promise<void> {
  await Promise.all([load("assets/live/progress.js"), load("assets/window.css")]);
  (self as unknown as { interleaveProgress: typeof PanelModule }).interleaveProgress.open(changed);
}
