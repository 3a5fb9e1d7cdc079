import { Checks, type Exercise, type Verdict } from "../check.ts";

/** For tests of exercises: a right answer passes. */
export async function accepts<A>(exercise: Exercise<A>, answer: A): Promise<void> {
  const lines: string[] = [];
  const checks = new Checks(
    () => {},
    (line) => lines.push(line),
  );
  if (!(await checks.check(exercise, answer))) throw new Error(lines.join("\n"));
}

/** For tests of exercises: a wrong answer does not pass. Returns what the learner is told. */
export async function rejects<A>(
  exercise: Exercise<A>,
  answer: A,
): Promise<Extract<Verdict, { passed: false }>> {
  const lines: string[] = [];
  let figure: string | undefined;
  const checks = new Checks(
    (svg) => (figure = svg),
    (line) => lines.push(line),
  );
  if (await checks.check(exercise, answer)) throw new Error("a wrong answer was accepted");
  const because = lines[0] ?? "";
  return figure === undefined ? { passed: false, because } : { passed: false, because, figure };
}
