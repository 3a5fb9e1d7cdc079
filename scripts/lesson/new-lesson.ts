import { readdir } from "node:fs/promises";
import { join } from "node:path";
import slugify from "@sindresorhus/slugify";
import { writeAtomically } from "./files.ts";
import { readCourse } from "./course.ts";
import { Refused } from "./error.ts";
import { newNotebook } from "./template.ts";
import { writeNotebook } from "./write.ts";

/** Makes the next lesson; resolves with its path from the root. Refuses a title that is empty or already taken. */
export async function newLesson(root: string, title: string): Promise<string> {
  const text = title.trim();
  const slug = slugify(text);
  if (slug === "") {
    throw new Refused(`the title must hold letters or digits, got ${JSON.stringify(title)}`);
  }
  if (/[\r\n]/.test(text)) throw new Refused("the title must be one line");
  const { lessons } = await readCourse(root);
  const same = lessons.find((one) => one.title === text || one.slug.slice(3) === slug);
  if (same) throw new Refused(`the title must be new, ${same.file} is called "${same.title}"`);
  const number = await nextNumber(root);
  const file = `notebooks/${String(number).padStart(2, "0")}-${slug}.ipynb`;
  await writeAtomically(join(root, file), writeNotebook(newNotebook(number, text)));
  return file;
}

async function nextNumber(root: string): Promise<number> {
  const names = await readdir(join(root, "notebooks")).catch((): string[] => []);
  const numbers = names.map((name) => Number(/^(\d\d)-.*\.ipynb$/.exec(name)?.[1] ?? 0));
  const next = Math.max(0, ...numbers) + 1;
  if (next > 99) throw new Refused("a course has at most 99 lessons: there is no number left");
  return next;
}
