import type { CourseEntry } from "../../lesson/lesson.ts";
import { escapeHtml } from "../html.ts";
import type { SiteLink } from "../pages/layout.ts";
import { addressOf } from "./open-graph.ts";

export const sitemapPath = "sitemap.xml";
export const robotsPath = "robots.txt";
export const llmsPath = "llms.txt";

/** The pages for search engines. It says nothing of dates: the same site has the same map. */
export function sitemap(pages: readonly string[], base: string | undefined): string {
  const urls = pages.map(
    (path) => `  <url><loc>${escapeHtml(addressOf(path, base))}</loc></url>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("")}</urlset>\n`;
}

/** Everybody may read everything. The map is named where its address is known in full. */
export function robots(base: string | undefined): string {
  const map = base === undefined ? "" : `Sitemap: ${base}${sitemapPath}\n`;
  return `User-agent: *\nAllow: /\n${map}`;
}

/** The course for readers that are programs (llmstxt.org): what there is, in a sentence each, and where. */
export function llms(
  course: readonly CourseEntry[],
  links: readonly SiteLink[],
  base: string | undefined,
): string {
  const to = (path: string): string => addressOf(path, base);
  const lessons = course.map(
    ({ number, slug, title, summary }) =>
      `- [${number}. ${title}](${to(`${slug}.html`)}): ${summary}`,
  );
  const notebooks = course.map(
    ({ number, slug }) => `- [Lesson ${number} as a notebook](${to(`notebooks/${slug}.ipynb`)})`,
  );
  const others = links.map(({ path, text, about }) => `- [${text}](${to(path)}): ${about}`);
  return (
    [
      "# Interleave",
      "> A live course on asynchronous programming in TypeScript. One small program (producers, a queue, a consumer) grows from its synchronous version through async/await, queues, tasks and gathering. Every number is computed by a cell; time is simulated, so outputs are the same everywhere.",
      `## Lessons\n\n${lessons.join("\n")}`,
      ...(others.length > 0 ? [`## To look things up\n\n${others.join("\n")}`] : []),
      `## Optional\n\n${notebooks.join("\n")}`,
    ].join("\n\n") + "\n"
  );
}
