const started = new Map<string, Promise<void>>();

/**
 * Loads a stylesheet or a classic script of the site, once: what a page opened from a disk can load, too.
 * Rejects when it does not come; the next call tries again.
 */
export async function load(path: string): Promise<void> {
  const known = started.get(path);
  if (known !== undefined) return await known;
  const loading = new Promise<void>((resolve, reject) => {
    const element = path.endsWith(".css") ? styleOf(path) : scriptOf(path);
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => {
      started.delete(path);
      element.remove();
      reject(new Error(`${path} could not be loaded`));
    });
    document.head.append(element);
  });
  started.set(path, loading);
  return await loading;
}

function scriptOf(path: string): HTMLScriptElement {
  const script = document.createElement("script");
  script.src = path;
  return script;
}

function styleOf(path: string): HTMLLinkElement {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = path;
  return link;
}

/** What a data file left under its name. */
export async function loadData<T>(path: string, name: string): Promise<T> {
  await load(path);
  return (self as unknown as Readonly<Record<string, T>>)[name] as T;
}
