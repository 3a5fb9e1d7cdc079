/** `npm run new "<title>"`: makes the next lesson, ready to be filled. */
import { basename } from "node:path";
import { checkCourse } from "./lesson/check-course.ts";
import { command, perform } from "./lesson/command.ts";
import { throwIfAny } from "./lesson/error.ts";
import { newLesson } from "./lesson/new-lesson.ts";
import { showProgress } from "./lesson/progress.ts";

await command("new", "Make the next lesson: a notebook that has every part a lesson needs.")
  .argument("<title>", 'its first heading, such as "A queue of our own"')
  .action(async (title: string, { root }: { readonly root: string }) => {
    await perform(async (signal) => {
      const file = await newLesson(root, title);
      console.log(`made ${file}`);
      const progress = showProgress(process.stdout);
      const names = [basename(file)];
      const { problems } = await checkCourse({ root, names, write: true, signal, progress });
      throwIfAny(problems);
      console.log("its cells have run and their outputs are in it; it passes npm run check");
      console.log(
        "open it on the kernel TypeScript (npm run kernel registers it), or watch it: npm start",
      );
    });
  })
  .parseAsync();
