import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow, sha256, writeAtomically } from "./files.ts";

/** Everything the site is made of, as one short name: it changes when any content does, not when a date does. */
export async function inputsOf(root: string): Promise<string> {
  const folders = ["notebooks", "src", "scripts"].map(
    async (folder) => await filesBelow(root, folder),
  );
  const files = [...(await Promise.all(folders)).flat(), "package-lock.json", "tsconfig.json"];
  const contents = files.map(async (file) => {
    const bytes = await readFile(join(root, file)).catch(() => "");
    return [file, sha256(bytes)];
  });
  return sha256(JSON.stringify([process.version, ...(await Promise.all(contents))]));
}

/** Notes what `dist/` was built from. */
export async function rememberBuild(root: string, inputs: string): Promise<void> {
  await writeAtomically(noteIn(root), inputs);
}

/** Whether `dist/` is missing, or was built from something else than what is there now. */
export async function isStale(root: string): Promise<boolean> {
  try {
    await access(join(root, "dist", "index.html"));
    return (await readFile(noteIn(root), "utf8")) !== (await inputsOf(root));
  } catch {
    return true;
  }
}

function noteIn(root: string): string {
  return join(root, ".cache", "built-from.txt");
}
