import type { CourseNeighbour } from "../../lesson/lesson.ts";
import { html, type Html } from "../html.ts";
import { courseTitle, layout, mainId, type SiteLink } from "../pages/layout.ts";
import { command } from "../pages/run-panel.ts";

export const teachingPath = "teaching.html";

export const teachingLink: SiteLink = {
  path: teachingPath,
  text: "Teach with it",
  about:
    "The course for a class: as a site, in Jupyter, in a container; solutions; your own lesson.",
};

interface Tools {
  readonly course: readonly CourseNeighbour[];
  readonly links: readonly SiteLink[];
}

/** For teachers: four ways to give the course to a class, what each needs, and how to add to it. */
export function teachingPage({ course, links }: Tools): string {
  const exercises = course.reduce((count, lesson) => count + lesson.exercises.length, 0);
  const title = html`<header class="lesson-header">
    <div class="opening prose">
      <h1>Teach with it</h1>
      <p>
        ${course.length} lessons, ${exercises} exercises that check themselves. All commands are
        typed in a copy of the course, with Node 20.19 or newer.
      </p>
    </div>
  </header>`;
  return layout({
    kind: "reference",
    path: teachingPath,
    links,
    title: `${teachingLink.text} · ${courseTitle}`,
    description: teachingLink.about,
    main: html`<main id="${mainId}">
      ${title} ${[asSite(), inJupyter(), inContainers(), solutions(), ownLesson()]}
    </main>`,
  });
}

function part(id: string, title: string, body: Html): Html {
  return html`<section class="prose" aria-labelledby="${id}">
    <h2 id="${id}"><a class="anchor" href="#${id}">${title}</a></h2>
    ${body}
  </section>`;
}

function asSite(): Html {
  return part(
    "as-a-site",
    "As a site, for a class of any size",
    html`<p>
        ${command("npm ci")} and ${command("npm run build")} make the folder <code>dist</code>. Any
        host of static files can serve it. Cells run in the reader’s own browser, so 500 learners
        are no more work for the host than 5. On a host with HTTPS it also works without a network
        once it has been opened.
      </p>
      <p>
        Cells that need Node show their outputs and cannot be run there: they are marked, and most
        of them are in the lessons on servers, threads and many machines.
        ${command("npm run build -- --pdf")} adds the course as one PDF; it needs Chromium or
        Chrome.
      </p>
      <p>
        What a learner has read, run and solved is kept in that browser and sent to nobody, not to
        you either. Learners can save it as a file from the course map, and hand that in.
      </p>`,
  );
}

function inJupyter(): Html {
  return part(
    "in-jupyter",
    "In Jupyter, where Node is needed",
    html`<p>
        ${command("npm ci")} and ${command("npm run kernel")}, once on each machine, tell Jupyter
        and VS Code of the TypeScript kernel. ${command("npm run kernel -- --remove")} takes it away
        again. A kernel holds about 175 MB, about 450 with servers or a queue engine, and 95 more
        for each process beside it.
      </p>
      <p>
        Run ${command("npm run check")} on such a machine the day before: it runs all lessons there
        and says what differs from the committed outputs.
      </p>`,
  );
}

function inContainers(): Html {
  return part(
    "in-a-container",
    "In a container",
    html`<p>
        ${command("podman build -f .devcontainer/Containerfile -t interleave .")} puts Node, Jupyter
        and the course in an image, and
        ${command("podman run --rm -p 127.0.0.1:8888:8888 interleave")} starts it and prints the
        address to open. With Docker it is the same, with <code>docker</code> in place of
        <code>podman</code>. Nothing that learners write is kept when it ends.
      </p>
      <p>
        VS Code and others that know development containers take
        <code>.devcontainer/devcontainer.json</code>: <em>Reopen in Container</em>, then open a
        notebook.
      </p>
      <p>
        Both files are checked by the tests for what can be read in them. No container engine was
        there to build the image with: build it once before the class.
      </p>`,
  );
}

function solutions(): Html {
  return part(
    "solutions",
    "Solutions",
    html`<p>
      They are below each exercise, folded, in the pages and in the notebooks. A check that fails
      shows one more hint each time, three in all. Tests prove that every solution passes, that
      every starter fails, and that plausible wrong answers are refused. There is no edition without
      the solutions: ask for the reasons, not for the code.
    </p>`,
  );
}

function ownLesson(): Html {
  return part(
    "a-lesson-of-your-own",
    "A lesson of your own",
    html`<ol>
      <li>${command('npm run new "A title"')} makes a notebook that passes the check.</li>
      <li>Write in Jupyter or VS Code; ${command("npm start")} shows the page after each save.</li>
      <li>
        ${command("npm run check -- --write 16")} accepts the outputs of lesson 16; without
        <code>--write</code> it says what differs, with notebook, cell and line.
      </li>
      <li>An exercise and its judge go into <code>src/exercises</code>, with their test.</li>
      <li>${command("npm test")} checks all of it.</li>
    </ol>`,
  );
}
