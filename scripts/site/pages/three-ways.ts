import type { CourseEntry } from "../../lesson/lesson.ts";
import { html, type Html } from "../html.ts";
import { command } from "./run-panel.ts";

/** Where the lessons can be taken: in the page, in VS Code, in JupyterLab. */
export function threeWays(first: CourseEntry | undefined, book?: string): Html {
  const notebook = `notebooks/${first?.slug ?? "…"}.ipynb`;
  return html`<section aria-labelledby="three-ways">
    <div class="prose"><h2 id="three-ways">Three ways to take it</h2></div>
    <div class="ways">
      <div class="way prose">
        <h3>Read it here</h3>
        <p>
          Every page is complete: code, outputs, figures. It needs no JavaScript, works on a phone
          and prints well${book && html`: <a href="${book}">all of it as one PDF</a>`}.
        </p>
        ${first && html`<p><a href="${first.slug}.html">Lesson ${first.number}: ${first.title}</a></p>`}
      </div>
      <div class="way prose">
        <h3>Run it in VS Code</h3>
        <p>You need Node 20.19 or newer and the Jupyter extension. In a copy of the course:</p>
        <p>${command("npm ci")} ${command("npm run kernel")} ${command(`code ${notebook}`)}</p>
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
