import { join } from "node:path";
import { addSentence, forget, type Project } from "./project.ts";

/** One way to make pages of the lessons. */
export interface Contestant {
  readonly name: string;
  /** Done before each measurement, and not measured. */
  prepare(project: Project, round: number): Promise<void>;
  argv(project: Project, notebooks: readonly string[]): readonly string[];
}

/** What is kept beside the outputs: pages, highlighted code, types, the reference, the search's index. */
const drawn = [
  "built",
  "pages",
  "highlight",
  "hovers",
  "reference",
  "scripts",
  "search",
  "pictures",
];

const build = ({ root }: Project, ...flags: string[]): readonly string[] => [
  ...[process.execPath, "--import", "tsx", join(root, "scripts/build.ts")],
  ...["--root", root, "--jobs", "2", ...flags],
];

const nbconvert = (project: Project, notebooks: readonly string[], ...flags: string[]) => [
  ...["jupyter", "nbconvert", "--to", "html", "--output-dir", join(project.root, ".html")],
  ...[...flags, ...notebooks],
];

const nothing = (): Promise<void> => Promise.resolve();

/** In the order in which they run: each leaves the course built, so that the next may find it unchanged. */
export const contestants = {
  executed: {
    name: "nbconvert --execute --to html",
    prepare: nothing,
    argv: (project, notebooks) => nbconvert(project, notebooks, "--execute"),
  },
  converted: { name: "nbconvert --to html", prepare: nothing, argv: nbconvert },
  cold: { name: "cold build", prepare: ({ root }) => forget(root), argv: (one) => build(one) },
  unchanged: { name: "build, nothing changed", prepare: nothing, argv: (one) => build(one) },
  imports: {
    name: "Node with the same imports",
    prepare: nothing,
    argv: (one) => build(one, "--help"),
  },
  sentence: {
    name: "build, one sentence changed",
    prepare: ({ root }, round) =>
      addSentence(root, "notebooks/02-async-and-await.ipynb", `Sentence ${round}.`),
    argv: (one) => build(one),
  },
  redrawn: {
    name: "render only, every page again",
    prepare: ({ root }) => forget(root, ["built", "pages"]),
    argv: (one) => build(one),
  },
  drawn: {
    name: "render only, nothing kept but outputs",
    prepare: ({ root }) => forget(root, drawn),
    argv: (one) => build(one),
  },
} satisfies Readonly<Record<string, Contestant>>;

export type Name = keyof typeof contestants;
