import type { CourseEntry } from "../../lesson/lesson.ts";
import { html, type Html } from "../html.ts";
import { interleaved, interleavingFigure, oneAfterAnother } from "./interleaving.ts";
import { courseTitle, layout, mainId, type SiteLink } from "./layout.ts";
import { command } from "./run-panel.ts";

const promise = "Asynchronous programming in TypeScript, one small program at a time";

/** The course map: what will be built, the lessons, and three ways to take them. */
export function indexPage(course: readonly CourseEntry[], links: readonly SiteLink[]): string {
  return layout({
    kind: "course",
    path: "index.html",
    links,
    title: `${courseTitle}: asynchronous programming in TypeScript`,
    description: `${promise}: run it, change it, watch every task, and know where each second went.`,
    main: html`<main id="${mainId}">
      <header class="hero">
        <h1>${promise}</h1>
        <p class="lede">
          Twenty items are made and processed. One after another that takes ${oneAfterAnother}
          seconds. When the waiting is interleaved it takes ${interleaved}, on one thread, with
          nothing done faster. This course shows where those ${oneAfterAnother - interleaved}
          seconds went, builds the queue and the tasks that save them, and measures honestly what
          they can and cannot do.
        </p>
        ${interleavingFigure()}
      </header>
      ${whatYouBuild()} ${courseMap(course)} ${besideTheLessons(links)} ${threeWays(course[0])}
    </main>`,
  });
}

function whatYouBuild(): Html {
  return html`<section class="prose" aria-labelledby="what-you-will-build">
    <h2 id="what-you-will-build">What you will build</h2>
    <p>
      A queue that waits. Tasks that give way to each other. An event loop you can read in one
      sitting. Each lesson takes the same producer and consumer one step further, and you write the
      piece that makes the step: then you run it, look at a picture of your own run, and check the
      numbers against a model.
    </p>
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
  </section>`;
}

function courseMap(course: readonly CourseEntry[]): Html {
  const minutes = course.reduce((sum, entry) => sum + entry.minutes, 0);
  const exercises = course.reduce((sum, { exercises: own }) => sum + own.length, 0);
  return html`<section aria-labelledby="the-lessons">
    <div class="prose">
      <h2 id="the-lessons">The lessons</h2>
      <p>
        ${count(course.length, "lesson")}, ${count(exercises, "exercise")}, ${hours(minutes)} in
        all. Start at the top: each stands on the one before.
      </p>
    </div>
    <ol class="course-map">
      ${course.map(mapEntry)}
    </ol>
  </section>`;
}

function mapEntry({ number, slug, title, summary, minutes, exercises }: CourseEntry): Html {
  const facts = [
    `${minutes} min`,
    ...(exercises.length > 0 ? [count(exercises.length, "exercise")] : []),
  ];
  return html`<li class="map-entry">
    <span class="map-number" aria-hidden="true">${number}</span>
    <div>
      <h3><a href="${slug}.html">${title}</a></h3>
      <p>${summary}</p>
      <p class="map-facts">${facts.join(" · ")}</p>
    </div>
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

function threeWays(first: CourseEntry | undefined): Html {
  const notebook = `notebooks/${first?.slug ?? "…"}.ipynb`;
  return html`<section aria-labelledby="three-ways">
    <div class="prose"><h2 id="three-ways">Three ways to take it</h2></div>
    <div class="ways">
      <div class="way prose">
        <h3>Read it here</h3>
        <p>
          Every page is complete: code, outputs, figures. It needs no JavaScript, works on a phone
          and prints well.
        </p>
        ${first && html`<p><a href="${first.slug}.html">Start with lesson ${first.number}</a></p>`}
      </div>
      <div class="way prose">
        <h3>Run it in VS Code</h3>
        <p>You need Node 20.19 or newer and the Jupyter extension. In a copy of the course:</p>
        <p>
          ${command("npm ci")}<br />${command("npm run kernel")}<br />${command(`code ${notebook}`)}
        </p>
      </div>
      <div class="way prose">
        <h3>Run it in JupyterLab</h3>
        <p>
          The same kernel, in the place where notebooks come from. After the first two commands:
        </p>
        <p>${command(`jupyter lab ${notebook}`)}</p>
      </div>
    </div>
  </section>`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function hours(minutes: number): string {
  if (minutes < 90) return count(minutes, "minute");
  return `about ${count(Math.round(minutes / 60), "hour")}`;
}
