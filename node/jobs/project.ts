import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The path of a file of the project. The project is looked for from the working directory upwards, because a cell of a
 * notebook has no `import.meta`. Throws when it is started from elsewhere.
 */
export function projectFile(path: string): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node", "jobs", "project.ts"))) return join(folder, path);
    if (folder === dirname(folder)) {
      throw new Error(`${process.cwd()} lies outside of the course's folder: start it from there`);
    }
  }
}
