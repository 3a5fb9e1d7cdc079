import { createHash } from "node:crypto";
import { join } from "node:path";
import { build } from "esbuild";
import { frameDocument } from "../frame/policy.ts";

export interface Frame {
  /** The text of the frame's `srcdoc`. */
  readonly document: string;
  /** Its script, as a policy names it. */
  readonly scriptHash: string;
}

/** The frame in which the workers live. */
export async function frame(): Promise<Frame> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../frame/inside.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
    logLevel: "silent",
  });
  const script = (outputFiles[0]?.text ?? "").trim();
  const scriptHash = `sha256-${createHash("sha256").update(script).digest("base64")}`;
  return { document: frameDocument(script, scriptHash), scriptHash };
}
