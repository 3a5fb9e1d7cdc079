import { filesBelow } from "./files.ts";

/** The folders of the modules that lessons import: the library, and what needs Node or a package. */
export const codeFolders = ["src", "node"] as const;

/** The modules that lessons may import, and what else lies beside them, without the tests; by path from the root. */
export async function courseCode(root: string): Promise<string[]> {
  const files = await Promise.all(codeFolders.map((folder) => filesBelow(root, folder)));
  return files.flat().filter((file) => !file.endsWith(".test.ts"));
}
