/**
 * The policy of the frame in which cells run: nothing may be loaded from anywhere. `eval` is how a cell starts; the only
 * script of the frame is known by its hash, and workers are made of what the page hands over.
 */
export function framePolicy(scriptHash: string): string {
  return [
    "default-src 'none'",
    `script-src '${scriptHash}' 'unsafe-eval'`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/**
 * What a page with live cells must allow besides its own scripts: a frame made of text inherits the policy of its page, so
 * what the frame needs must be named there. The page itself evaluates nothing.
 */
export function pageAllowance(
  scriptHash: string,
): Readonly<Record<"script-src" | "worker-src", string>> {
  return { "script-src": `'${scriptHash}' 'unsafe-eval'`, "worker-src": "blob:" };
}

/** The frame's document. */
export function frameDocument(script: string, scriptHash: string): string {
  const policy = framePolicy(scriptHash);
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><script>${script}</script>`;
}
