// @ts-check
/**
 * The two steps that put a folder in the place of another one, as a process: `node move-in.js <fresh> <place> <old>`.
 * JavaScript, so that it starts with nothing but Node, in the time of two renames. What fails is said on stderr.
 */
import { renameSync, rmSync } from "node:fs";

const [fresh = "", place = "", old = ""] = process.argv.slice(2);

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code ?? String(error);

/** Whether there was a folder, and it has stepped aside. */
function stepAside() {
  try {
    renameSync(place, old);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** Whether the place was still free. */
function stepIn() {
  try {
    renameSync(fresh, place);
    return true;
  } catch (error) {
    // Another build was faster: its site is as good, and ours replaces it.
    if (["ENOTEMPTY", "EEXIST", "EPERM"].includes(codeOf(error))) return false;
    throw error;
  }
}

let isAside = false;
try {
  do {
    if (isAside) rmSync(old, { recursive: true });
    isAside = stepAside();
  } while (!stepIn());
} catch (error) {
  if (isAside) renameSync(old, place);
  process.stderr.write(`${codeOf(error)}: ${String(error)}\n`);
  process.exitCode = 1;
}
if (process.exitCode === undefined && isAside) rmSync(old, { recursive: true, force: true });
