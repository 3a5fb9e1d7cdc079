import { existsSync, foldersIn, isFolder, textOf } from "../node-names/files.ts";
import { workingFolder } from "./process.ts";

/** TypeScript's system, on the files that the page handed over. */
export const system = {
  args: [],
  newLine: "\n",
  useCaseSensitiveFileNames: true,
  write: (): void => undefined,
  writeOutputIsTTY: (): boolean => false,
  readFile: textOf,
  writeFile: (): void => undefined,
  resolvePath: (path: string): string => path,
  realpath: (path: string): string => path,
  fileExists: (path: string): boolean => existsSync(path) && !isFolder(path),
  directoryExists: isFolder,
  createDirectory: (): void => undefined,
  getExecutingFilePath: (): string => "/node_modules/typescript-for-tslab-5.0.4/lib/typescript.js",
  getCurrentDirectory: workingFolder,
  getDirectories: foldersIn,
  readDirectory: (): string[] => [],
  exit: (): void => undefined,
};
