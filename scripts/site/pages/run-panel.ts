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
      <p>
        This page is a notebook. With Node 20.19 or newer and a copy of the course you can open it,
        change every cell and run it again.
      </p>
      <ol>
        <li>
          Once, in the folder of the course: ${command("npm ci")} and ${command("npm run kernel")}.
          This installs the course and tells Jupyter about its TypeScript kernel.
        </li>
        <li>In VS Code (with its Jupyter extension): ${command(`code ${notebook}`)}</li>
        <li>Or in JupyterLab: ${command(`jupyter lab ${notebook}`)}</li>
      </ol>
      <p>
        The notebook asks for the kernel “TypeScript”. <em>Run All</em> gives the outputs of this
        page again, to the last digit, except where a cell really waits.
      </p>
      <p>
        <a href="${download}" download>Download this notebook</a>. It belongs into the folder
        <code>${folder}</code> of the course, since its cells import its library from there.
      </p>
    </div>
  </details>`;
}

export function command(text: string): Html {
  return html`<code class="command">${text}</code>`;
}
