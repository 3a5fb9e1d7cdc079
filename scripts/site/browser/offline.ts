import { takeOver, workerPath } from "../offline/manifest.ts";
import { build } from "./build.ts";

/** Keeps the course for times without a network. Rejects where a host or the reader forbids it. */
export async function keepForOffline(): Promise<void> {
  const isPreview = document.querySelector('script[src^="/-reload/"]') !== null;
  // Who writes a lesson wants to see every change at once.
  await (isPreview ? forget() : register());
}

async function forget(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  const options = { updateViaCache: "none" } as const;
  const registration = await serviceWorker.register(workerPath, options);
  if (serviceWorker.controller === null) return;
  // Every page of the old version makes way for the new one: no page mixes the two.
  serviceWorker.addEventListener("controllerchange", () => location.reload());
  if (registration.waiting) offer(registration.waiting);
  if (registration.installing) offerWhenComplete(registration.installing);
  registration.addEventListener("updatefound", () => {
    if (registration.installing) offerWhenComplete(registration.installing);
  });
}

function offerWhenComplete(worker: ServiceWorker): void {
  worker.addEventListener("statechange", () => {
    if (worker.state === "installed") offer(worker);
  });
}

/** A newer version is complete: the reader says when. */
function offer(worker: ServiceWorker): void {
  document.querySelector(".newer")?.remove();
  const button = build("button", { type: "button" }, ["Show it"]);
  button.addEventListener("click", () => worker.postMessage(takeOver));
  const text = build("span", { role: "status" });
  const notice = build("p", { class: "newer" }, [text, button]);
  document.querySelector("main")?.append(notice);
  // Said once the region stands in the page: else it is not heard.
  requestAnimationFrame(() => (text.textContent = "There is a newer version of the course."));
}
