/** Three tasks, one after another's gap: the sign of the course. */
export const markPaths = [
  { path: "M2 4h9M21 4h9", colour: "#22252a" },
  { path: "M8 10h12", colour: "#b07400" },
  { path: "M2 16h4M17 16h13", colour: "#0a7a9c" },
] as const;

/** The sign as a drawing of its own, for tabs and pictures. */
export function markSvg(): string {
  return markPaths
    .map(
      ({ path, colour }) =>
        `<path d="${path}" stroke="${colour}" stroke-width="3" stroke-linecap="round" fill="none"/>`,
    )
    .join("");
}

export function icon(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#fdfcf9"/><g transform="translate(3 8) scale(.8125)">${markSvg()}</g></svg>\n`;
}
