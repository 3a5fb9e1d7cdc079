let folder = "/notebooks";

/** The folder that cells import from: to be said before a converter is made. */
export function workIn(path: string): void {
  folder = path;
}

export const workingFolder = (): string => folder;

/** As much of Node's `process` as its `path` and tslab ask for. */
Object.assign(globalThis, { process: { cwd: workingFolder, env: {} } });
