/** The line of the cell that an error points at, from 1; undefined when its traceback names none. */
export function lineOfFailure(traceback: readonly string[]): number | undefined {
  const text = traceback.join("\n");
  const found = /^ {4}at (?:.* \()?cell line (\d+)\)?$/m.exec(text) ?? /^(\d+):\d+ - /.exec(text);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}
