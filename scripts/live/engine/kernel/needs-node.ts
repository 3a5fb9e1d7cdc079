/** A cell asked for something that only Node has. */
export class NeedsNode extends Error {
  override name = "NeedsNode";
}

let lesson = "";

/** Named in what readers are told. */
export function setLesson(slug: string): void {
  lesson = slug;
}

/** The error, with the command that opens the lesson elsewhere. */
export function needsNode(what: string, slug = lesson): NeedsNode {
  const command = `npm run kernel && jupyter lab notebooks/${slug}.ipynb`;
  return new NeedsNode(`${what} needs Node: open this lesson in Jupyter or VS Code (${command})`);
}
