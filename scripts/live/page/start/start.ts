/** What every page loads of the live cells: buttons and predictions in a lesson, the reader's progress on the course map. */
import { liveLesson } from "../lesson-page.ts";
import { startLesson } from "./lesson.ts";
import { startMap } from "./map.ts";

const lesson = liveLesson();
if (lesson !== undefined) startLesson(lesson);
startMap();
