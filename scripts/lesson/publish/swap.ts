import { spawn } from "node:child_process";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { exchange } from "./exchange.ts";
import { besides } from "./unfinished.ts";

/**
 * Puts a folder in the place of another one, whose content then is in the first one or gone. Where the system can
 * exchange two folders this is one step. Elsewhere it takes two, between which there is no folder for an instant; they
 * are left to a process of its own session, so that whoever kills the build, with its whole group, cannot part them.
 */
export async function swapIn(
  fresh: string,
  place: string,
  exchanged: typeof exchange = exchange,
): Promise<void> {
  if (await tookFreePlace(fresh, place)) return;
  if (await exchanged(fresh, place)) return;
  await moveInTwoSteps(fresh, place);
}

/** Where there is no folder, or an empty one, a rename is enough. */
async function tookFreePlace(fresh: string, place: string): Promise<boolean> {
  try {
    await rename(fresh, place);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOTEMPTY", "EEXIST", "EPERM"].includes(code)) return false;
    throw error;
  }
}

async function moveInTwoSteps(fresh: string, place: string): Promise<void> {
  const script = join(import.meta.dirname, "move-in.js");
  const child = spawn(process.execPath, [script, fresh, place, besides(place, "old")], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: {},
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (status === 0) return;
  const code = /^E[A-Z0-9]+/.exec(said)?.[0];
  throw Object.assign(new Error(said.trim() || "the swap was killed"), code ? { code } : {});
}
