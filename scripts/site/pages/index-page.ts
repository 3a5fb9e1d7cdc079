import type { CourseEntry } from "../../lesson/lesson.ts";
import { html, type Html } from "../html.ts";
import { scrolling } from "../outputs/figure.ts";
import type { Covers } from "./covers.ts";
import { interleaved, interleavingFigure, oneAfterAnother } from "./interleaving.ts";
import { courseTitle, layout, mainId, type LiveSite, type SiteLink } from "./layout.ts";
import { teachingLink } from "../teaching/teaching-page.ts";
import { threeWays } from "./three-ways.ts";

const promise = "Asynchronous programming in TypeScript, one small program at a time";

export interface IndexParts {
  readonly covers?: Covers;
  readonly live?: LiveSite;
  /** Where the course lies as one PDF. */
  readonly book?: string | undefined;
}

/** The course map: what will be built, the lessons, and three ways to take them. */
export function indexPage(
  course: readonly CourseEntry[],
  links: readonly SiteLink[],
  { covers = new Map(), live, book }: IndexParts = {},
): string {
  return layout({
    kind: "course",
    path: "index.html",
    links,
    live,
    title: `${courseTitle}: asynchronous programming in TypeScript`,
    description: `${promise}: run it, change it, watch every task, and know where each second went.`,
    main: html`<main id="${mainId}">
      ${hero(course[0])} ${whatYouBuild(course, covers)} ${courseMap(course, covers)}
      ${besideTheLessons([...links, teachingLink])} ${threeWays(course[0], book)}
    </main>`,
  });
}

function hero(first: CourseEntry | undefined): Html {
  return html`<header class="hero">
    <h1>${promise}</h1>
    <p class="lede">
      Twenty items are made and processed. One after another that takes ${oneAfterAnother} seconds.
      When the waiting is interleaved it takes ${interleaved}, on one thread, with nothing done
      faster. This course shows where those ${oneAfterAnother - interleaved} seconds went, builds
      the queue and the tasks that save them, and measures honestly what they can and cannot do.
    </p>
    ${first && html`<a class="start" href="${first.slug}.html">Start with lesson ${first.number}</a>`}
    ${interleavingFigure()}
  </header>`;
}

function whatYouBuild(course: readonly CourseEntry[], covers: Covers): Html {
  return html`<section aria-labelledby="what-you-will-build">
    <div class="prose">
      <h2 id="what-you-will-build">What you will build</h2>
      <p>
        A queue that waits. Tasks that give way to each other. An event loop you can read in one
        sitting. Each lesson takes the same producer and consumer one step further, and you write
        the piece that makes the step: then you run it, look at a picture of your own run, and check
        the numbers against a model.
      </p>
    </div>
    ${coverFigure(shownLargest(course, covers), covers)}
    <div class="prose">
      <ul>
        <li>
          <strong>You predict before you run.</strong> Being wrong first is how the right answer
          stays.
        </li>
        <li>
          <strong>Time is simulated.</strong> Thirty seconds take milliseconds, and the outputs are
          the same to the last digit on every machine. One cell in each lesson really waits.
        </li>
        <li>
          <strong>Every number is computed</strong> by a cell in front of you. None is typed in.
        </li>
      </ul>
    </div>
  </section>`;
}

/** The program is whole in lesson 5; later lessons look at parts of it. */
function shownLargest(course: readonly CourseEntry[], covers: Covers): CourseEntry | undefined {
  return course.filter(({ number, slug }) => number <= 5 && covers.has(slug)).at(-1);
}

/** What the reader will have made in the end, large enough to read. */
function coverFigure(entry: CourseEntry | undefined, covers: Covers): Html | false {
  if (entry === undefined) return false;
  const svg = covers.get(entry.slug);
  return html`<figure class="figure">
    ${svg && scrolling(svg)}
    <figcaption>
      A run as you will see it in <a href="${entry.slug}.html">lesson ${entry.number}</a>, drawn
      from what its tasks really did: who slept when, which item went where, how many waited, and
      how long each of them had to.
    </figcaption>
  </figure>`;
}

/** What an exercise takes, about: nobody has measured it yet. */
const minutesPerExercise = 6;

function courseMap(course: readonly CourseEntry[], covers: Covers): Html {
  const exercises = course.reduce((sum, { exercises: own }) => sum + own.length, 0);
  const reading = course.reduce((sum, { minutes }) => sum + minutes, 0);
  const minutes = reading + exercises * minutesPerExercise;
  const shownLarge = shownLargest(course, covers);
  return html`<section aria-labelledby="the-lessons">
    <div class="prose">
      <h2 id="the-lessons">The lessons</h2>
      <p>
        ${count(course.length, "lesson")}, ${count(exercises, "exercise")}, ${hours(minutes)} in
        all. Start at the top: each stands on the one before.
      </p>
    </div>
    <ol class="course-map">
      ${course.map((entry) => mapEntry(entry, entry === shownLarge ? undefined : covers.get(entry.slug)))}
    </ol>
  </section>`;
}

/** The state of a lesson is the reader's: only their own browser knows it, and fills it in. */
function mapEntry(entry: CourseEntry, cover: Html | undefined): Html {
  const { number, slug, title, summary, minutes, exercises } = entry;
  return html`<li class="map-entry">
    <span class="map-number" aria-hidden="true">${number}</span>
    <div>
      <h3><a href="${slug}.html">${title}</a></h3>
      <p>${summary}</p>
      <p class="map-facts">
        <span>${minutes} min to read</span>
        ${exercises.length > 0 && html`<span>${count(exercises.length, "exercise")}</span>`}
        <span
          class="map-state"
          data-progress="${slug}"
          data-exercises="${exercises.length}"
          hidden
        ></span>
      </p>
    </div>
    ${cover && html`<div class="map-figure" aria-hidden="true">${cover}</div>`}
  </li>`;
}

function besideTheLessons(links: readonly SiteLink[]): Html | false {
  if (links.length === 0) return false;
  return html`<section aria-labelledby="beside-the-lessons">
    <div class="prose"><h2 id="beside-the-lessons">To look things up</h2></div>
    <ul class="course-map">
      ${links.map(
        ({ path, text, about }) =>
          html`<li class="map-entry">
            <span class="map-number" aria-hidden="true">→</span>
            <div>
              <h3><a href="${path}">${text}</a></h3>
              <p>${about}</p>
            </div>
          </li>`,
      )}
    </ul>
  </section>`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function hours(minutes: number): string {
  if (minutes < 90) return count(minutes, "minute");
  return `about ${count(Math.round(minutes / 60), "hour")}`;
}
