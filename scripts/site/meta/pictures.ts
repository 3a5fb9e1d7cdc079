import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type * as ResvgModule from "@resvg/resvg-wasm";
import type { CourseEntry } from "../../lesson/lesson.ts";
import { escapeHtml } from "../html.ts";
import type { Keep } from "../keep/keep.ts";
import { courseTitle } from "../pages/layout.ts";
import { markSvg } from "./icon.ts";
import { picturePath, pictureSize } from "./open-graph.ts";

/** What a picture shows: where in the course, the title, and a figure when there is one. */
interface Picture {
  readonly above: string;
  readonly title: string;
  readonly figure: string | undefined;
}

const { width, height } = pictureSize;
const margin = 60;
const colours = { paper: "#fdfcf9", ink: "#22252a", accent: "#08646e" };

/** The pictures of the course and of each lesson, as PNG: what is shown beside a shared link. */
export async function pictures(
  course: readonly CourseEntry[],
  figures: ReadonlyMap<string, { readonly text: string }>,
  keep: Keep,
): Promise<readonly (readonly [path: string, png: Uint8Array])[]> {
  const whole = {
    above: courseTitle,
    title: "Asynchronous programming in TypeScript",
    figure: undefined,
  };
  const all: (readonly [string, Picture])[] = [
    [picturePath({ kind: "course", path: "index.html" }), whole],
    ...course.map(({ number, slug, title }): readonly [string, Picture] => {
      const path = picturePath({ kind: "lesson", path: `${slug}.html` });
      const above = `${courseTitle} · Lesson ${number}`;
      return [path, { above, title, figure: figures.get(slug)?.text }];
    }),
  ];
  return await Promise.all(
    all.map(async ([path, picture]) => {
      const svg = drawing(picture);
      const made = await keep("pictures", [renderer, svg], async () => await pngOf(svg));
      return [path, Buffer.from(made, "base64")] as const;
    }),
  );
}

/** Another version would draw other pixels. */
const renderer = "@resvg/resvg-wasm 2.6.2, Literata 5.3.0";

/** A picture as SVG. Its text is set in the site's own face, so that it looks the same wherever it is drawn. */
export function drawing({ above, title, figure }: Picture): string {
  const lines = wrapped(title, 34);
  const text = lines.map(
    (line, index) => `<text x="${margin}" y="${172 + index * 66}" font-size="56">${line}</text>`,
  );
  const top = 172 + (lines.length - 1) * 66 + 40;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Literata" fill="${colours.ink}" color="${colours.ink}">`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    `<g transform="translate(${margin} 62) scale(1.3)">${markSvg()}</g>`,
    `<text x="${margin + 60}" y="86" font-size="30" fill="${colours.accent}">${escapeHtml(above)}</text>`,
    ...text,
    figure === undefined ? sign(top) : placedFigure(figure, top),
    "</svg>",
  ].join("");
}

function wrapped(title: string, longest: number): readonly string[] {
  const lines = [""];
  for (const word of title.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + 1 + word.length > longest) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.slice(0, 3).map(escapeHtml);
}

/** The figure in the room that the title leaves, with the colours it has without a theme. */
function placedFigure(figure: string, top: number): string {
  const [, viewBox = "0 0 720 300"] = /viewBox="([^"]+)"/.exec(figure) ?? [];
  const inside = figure.replace(/^<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  const [, size = "12"] = /^<svg[^>]*font-size="([\d.]+)"/.exec(figure) ?? [];
  const place = `x="${margin}" y="${top}" width="${width - 2 * margin}" height="${height - top - 30}"`;
  const plain = inside.replace(/var\(--[\w-]+,\s*([^()]+)\)/g, "$1");
  // The face holds what lessons write in their prose, and no arrows.
  const shown = plain.replaceAll("→", "->");
  return `<svg ${place} viewBox="${viewBox}" font-size="${size}" fill="currentColor">${shown}</svg>`;
}

function sign(top: number): string {
  const scale = (height - top - 60) / 20;
  return `<g transform="translate(${margin} ${top + 10}) scale(${scale})">${markSvg()}</g>`;
}

let started: Promise<typeof ResvgModule> | undefined;

/** Drawn by the same WebAssembly everywhere: the same SVG gives the same bytes on every machine. */
async function pngOf(svg: string): Promise<string> {
  started ??= start();
  const { Resvg } = await started;
  const face = await readFile(new URL("../theme/fonts/literata.woff2", import.meta.url));
  const font = {
    fontBuffers: [face],
    defaultFontFamily: "Literata",
    sansSerifFamily: "Literata",
  };
  const png = new Resvg(svg, { font }).render().asPng();
  return Buffer.from(png).toString("base64");
}

async function start(): Promise<typeof ResvgModule> {
  const resvg = await import("@resvg/resvg-wasm");
  const program = fileURLToPath(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm"));
  await resvg.initWasm(await readFile(program));
  return resvg;
}
