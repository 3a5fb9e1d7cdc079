import { load } from "./load.ts";
import type * as OfflineModule from "./offline.ts";

/** Once the page is loaded, and unless the reader saves data, the course is kept for times without a network. */
export function keepForOfflineLater(): void {
  if (location.protocol === "file:" || !("serviceWorker" in navigator) || savesData()) return;
  // A host without a secure connection, or a reader who forbids it: the course works all the same.
  addEventListener("load", () => void keep().catch(() => undefined));
}

async function keep(): Promise<void> {
  await load("assets/offline.js");
  await (
    self as unknown as { interleaveOffline: typeof OfflineModule }
  ).interleaveOffline.keepForOffline();
}

function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
