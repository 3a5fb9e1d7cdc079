import type { CourseNeighbour, Lesson } from "../../lesson/lesson.ts";
import { programPath } from "../../live/protocol.ts";
import { stepsPath } from "../../live/stepper/packed.ts";
import { hoversPath, type LessonHovers } from "../hover/hovers.ts";
import { attributes, html, type Html } from "../html.ts";
import { courseTitle, layout, mainId, type LiveSite, type SiteLink } from "./layout.ts";
import { renderNotebook, type NotebookTools } from "./notebook-parts.ts";
import { outlineAside, outlineFold, outlineOf } from "./outline.ts";
import { runPanel } from "./run-panel.ts";

export interface LessonTools extends NotebookTools {
  readonly links: readonly SiteLink[];
  readonly hovers?: ReadonlyMap<string, LessonHovers> | undefined;
  /** A lesson whose program is among the files can be run in its page. */
  readonly live?: LiveSite | undefined;
  readonly steps?: ReadonlyMap<string, unknown> | undefined;
}

/** The page of one lesson: its title and summary first, then how to run it, then the rest. */
export function lessonPage(lesson: Lesson, tools: LessonTools): string {
  const { title, cells, headings } = renderNotebook(lesson, tools);
  const hasOutline = outlineOf(headings).length > 1;
  return layout({
    kind: "lesson",
    path: `${lesson.slug}.html`,
    links: tools.links,
    live: liveOf(lesson, tools),
    title: `${lesson.title} · ${courseTitle}`,
    description: lesson.summary,
    ...(hasOutline ? { aside: outlineAside(headings) } : {}),
    main: html`<main ${mainOf(lesson, tools)}>
      <header class="lesson-header">
        ${kicker(lesson, tools.course)}
        <div class="opening">${title}</div>
        ${prerequisites(lesson, tools.course)} ${hasOutline && outlineFold(headings)}
        ${runPanel({
          what: "lesson",
          notebook: lesson.file,
          download: `notebooks/${lesson.slug}.ipynb`,
        })}
        ${liveOf(lesson, tools) && html`<div class="live-bar" hidden></div>`}
      </header>
      ${cells.map((cell) => html`${cell} `)} ${neighbours(lesson, tools)}
    </main>`,
  });
}

/** What it takes to run the cells of a lesson in its page; undefined where they cannot be run. */
export function liveOf(
  { slug }: Lesson,
  { live }: Pick<LessonTools, "live">,
): LiveSite | undefined {
  return live?.files.has(programPath(slug)) === true ? live : undefined;
}

/** The page's root, as its scripts and the tests find it: which lesson it is, and where the types of its names and its runs are. */
export function mainOf(
  lesson: Lesson,
  tools: Pick<LessonTools, "hovers" | "live" | "steps">,
): Html {
  const { slug } = lesson;
  return attributes({
    id: mainId,
    "data-lesson": slug,
    "data-hovers": tools.hovers?.has(slug) === true && hoversPath(slug),
    "data-steps": tools.steps?.has(slug) === true && stepsPath(slug),
    "data-live": liveOf(lesson, tools) !== undefined,
  });
}

function kicker(lesson: Lesson, course: readonly CourseNeighbour[]): Html {
  const exercises = course.find(({ slug }) => slug === lesson.slug)?.exercises.length ?? 0;
  const facts = [
    `Lesson ${lesson.number}`,
    `${lesson.minutes} min to read`,
    ...(exercises > 0 ? [`${exercises} ${exercises === 1 ? "exercise" : "exercises"}`] : []),
  ];
  return html`<p class="kicker">${facts.map((fact) => html`<span>${fact}</span>`)}</p>`;
}

/** What a reader should know before: the lesson that this one goes on from. */
function prerequisites(lesson: Lesson, course: readonly CourseNeighbour[]): Html {
  const index = course.findIndex(({ slug }) => slug === lesson.slug);
  const before = index > 0 ? course[index - 1] : undefined;
  const known = before
    ? html`<a href="${before.slug}.html">Lesson ${before.number}, ${before.title}</a>`
    : html`functions, arrays and loops in JavaScript or TypeScript; nothing about async`;
  return html`<p class="needs"><strong>You should know:</strong> ${known}.</p>`;
}

function neighbours(lesson: Lesson, { course, links }: LessonTools): Html {
  const index = course.findIndex(({ slug }) => slug === lesson.slug);
  const previous = index > 0 ? course[index - 1] : undefined;
  const next = index === -1 ? undefined : course[index + 1];
  return html`<nav class="neighbours" aria-label="Lessons">
    ${previous && neighbour(previous, "Previous", "prev")}
    <p class="neighbour-up">
      <a href="index.html">Course map</a>
      ${links.map(({ path, text }) => html`<a href="${path}">${text}</a> `)}
    </p>
    ${next && neighbour(next, "Next", "next")}
  </nav>`;
}

function neighbour(entry: CourseNeighbour, word: string, rel: "prev" | "next"): Html {
  const marks = attributes({ class: `neighbour-${rel}`, href: `${entry.slug}.html`, rel });
  return html`<a ${marks}><span>${word}</span> ${entry.number}. ${entry.title}</a>`;
}
