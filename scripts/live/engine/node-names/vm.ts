/** In the place of Node's: the script runs in the worker's global scope. */
const evaluate = eval;

export function runInThisContext(script: string, { filename }: { filename: string }): unknown {
  return evaluate(`${script}\n//# sourceURL=${filename}`);
}
