/**
 * Which file of the site an address means: a folder is its index, and a host may leave out ".html".
 * Undefined for what is not in the site.
 */
export function pathIn(
  scope: string,
  url: string,
  files: Readonly<Record<string, string>>,
): string | undefined {
  const address = url.replace(/[?#].*$/s, "");
  if (!address.startsWith(scope)) return undefined;
  const path = decoded(address.slice(scope.length));
  const candidates =
    path === "" || path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
  return candidates.find((one) => Object.hasOwn(files, one));
}

/** A lone per cent sign is one. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
