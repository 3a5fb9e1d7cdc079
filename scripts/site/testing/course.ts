import { resolve } from "node:path";
import { courseEntry, readCourse } from "../../lesson/course.ts";
import { hoverReader } from "../hover/read-hovers.ts";
import { renderSite, type SiteOptions } from "../site.ts";
import type { Files } from "./browser.ts";
import { sampleReference } from "./reference.ts";

const root = resolve(import.meta.dirname, "../../..");

/** The first two lessons of the course as a site, with all that readers have there. */
export async function renderFirstLessons(options: SiteOptions = {}): Promise<Files> {
  const { lessons } = await readCourse(root);
  const first = lessons.slice(0, 2);
  const read = hoverReader(first, root);
  const hovers = new Map(first.map((lesson) => [lesson.slug, read(lesson)]));
  const reference = sampleReference();
  return await renderSite(first, lessons.slice(0, 2).map(courseEntry), {
    hovers,
    reference,
    ...options,
  });
}
