import { html, type Html } from "../html.ts";

/** The notebook behind a page. */
export interface Runnable {
  /** What the page calls itself: "lesson". */
  readonly what: string;
  /** Where the notebook lies in a copy of the course. */
  readonly notebook: string;
  /** Where it lies in the site. */
  readonly download: string;
}

/** How to take a notebook into one's own hands. Folded: most readers read first. */
export function runPanel({ what, notebook, download }: Runnable): Html {
  const folder = notebook.replace(/\/[^/]*$/, "");
  return html`<details class="run-panel">
    <summary>Run this ${what} yourself</summary>
    <div class="prose">
      <ol>
        <li>
          Once, with Node 20.19 or newer, in a copy of the course: ${command("npm ci")} and
          ${command("npm run kernel")}
        </li>
        <li>In VS Code with its Jupyter extension: ${command(`code ${notebook}`)}</li>
        <li>Or in JupyterLab: ${command(`jupyter lab ${notebook}`)}</li>
      </ol>
      <p>
        <em>Run All</em> on the kernel “TypeScript” gives the outputs of this page again, to the
        last digit, except where a cell really waits or measures. You can also
        <a href="${download}" download>download this notebook</a>: its place is the folder
        <code>${folder}</code> of the course.
      </p>
    </div>
  </details>`;
}

export function command(text: string): Html {
  return html`<code class="command">${text}</code>`;
}
