const UrlOfThisPlace = URL;

export { UrlOfThisPlace as URL };

export function pathToFileURL(path: string): { href: string } {
  return { href: `file://${path}` };
}
