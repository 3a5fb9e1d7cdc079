/** In the place of Node's `fs`, in the compiler: the files that the page handed over. They never change. */
const files = new Map<string, string>();
const folders = new Set<string>(["/"]);

/** To be called before anything is compiled. */
export function provideFiles(given: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(given)) {
    files.set(`/${path}`, text);
    const parts = path.split("/").slice(0, -1);
    parts.forEach((_, i) => folders.add(`/${parts.slice(0, i + 1).join("/")}`));
  }
}

export const isFolder = (path: string): boolean => folders.has(path.replace(/(.)\/$/, "$1"));
export const textOf = (path: string): string | undefined => files.get(path);
export const existsSync = (path: string): boolean => files.has(path) || isFolder(path);

/** The folders directly inside of this one, by name. */
export function foldersIn(path: string): string[] {
  const prefix = path.endsWith("/") ? path : `${path}/`;
  const inside = [...folders].filter((one) => one.startsWith(prefix) && one !== prefix);
  return inside.map((one) => one.slice(prefix.length)).filter((name) => !name.includes("/"));
}

export function readFileSync(path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`there is no file ${path}`);
  return text;
}

export function statSync(path: string): unknown {
  const size = files.get(path)?.length;
  return size === undefined ? undefined : { isFile: () => true, mtimeMs: 0, size, ino: 0 };
}
