import { figure, figureColours, type FigureData, line } from "./figure.ts";
import type { Flow, FlowStep } from "./flow.ts";
import { element, text } from "./svg.ts";

/** What the figure says about itself. */
export interface FlowFigureOptions {
  /** What the figure is called for who cannot see it. */
  readonly title?: string;
}

const width = 720;
const left = 130;
const right = 650;
const head = 34;
const rowHeight = 22;

/**
 * A pipeline's life as a figure: a column for each stage, time from top to bottom. Dashed arrows to the
 * left: the reader asks. Solid ones to the right: an item comes. An SVG string, and a pure function of
 * the steps.
 */
export function flowFigure(
  { stages, steps }: Pick<Flow, "stages" | "steps">,
  { title = "Who asks whom" }: FlowFigureOptions = {},
): string {
  const x = (stage: number) => left + (stage * (right - left)) / Math.max(1, stages.length - 1);
  const bottom = head + steps.length * rowHeight + 6;
  const columns = stages.map((name, i) =>
    element("g", { class: "stage" }, [
      text(name, { x: x(i), y: 16, "text-anchor": "middle", "font-weight": 600 }),
      line(x(i), 24, x(i), bottom, { "stroke-opacity": 0.3 }),
    ]),
  );
  const rows = steps.map((step, i) => {
    const y = head + (i + 0.5) * rowHeight;
    const isNew = i === 0 || steps[i - 1]?.at !== step.at;
    const time = isNew ? [text(`${step.at} ms`, { x: 70, y: y + 4, "text-anchor": "end" })] : [];
    return element("g", { class: "step" }, [...time, ...arrow(step, x, y)]);
  });
  const description = flowText({ stages, steps });
  const frame = { title, description, data: dataOf({ stages, steps }), width, height: bottom + 8 };
  return figure([...columns, ...rows], frame);
}

/** What the figure shows, in sentences: for who cannot see it, and for a terminal. */
export function flowText({ stages, steps }: Pick<Flow, "stages" | "steps">): string {
  const sentences = steps.map((step) => {
    const [source, reader] = [stages[step.stage] ?? "", stages[step.stage + 1] ?? ""];
    return `At ${step.at} ms ${inWords(step, source, reader)}.`;
  });
  return sentences.join(" ");
}

function inWords({ kind, item = "" }: FlowStep, source: string, reader: string): string {
  switch (kind) {
    case "asks":
      return `${reader} asks ${source}`;
    case "item":
      return `${source} gives ${item} to ${reader}`;
    case "end":
      return `${source} tells ${reader} that this was all`;
    case "leaves":
      return `${reader} leaves and closes ${source}`;
  }
}

function dataOf({ stages, steps }: Pick<Flow, "stages" | "steps">): FigureData {
  const rows = steps.map((step) => [
    step.at,
    inWords(step, stages[step.stage] ?? "", stages[step.stage + 1] ?? ""),
  ]);
  return { columns: ["ms", "what happens"], rows };
}

function arrow({ kind, stage, item }: FlowStep, x: (stage: number) => number, y: number): string[] {
  const [source, reader] = [x(stage) + 4, x(stage + 1) - 4];
  const toSource = kind === "asks" || kind === "leaves";
  const colour = toSource ? figureColours.first : figureColours.second;
  const look = {
    stroke: colour,
    "stroke-width": 2,
    ...(toSource ? { "stroke-dasharray": "5 4" } : {}),
  };
  const tip = toSource ? source : reader;
  const back = toSource ? 8 : -8;
  const head = `M${tip + back} ${y - 4}L${tip} ${y}L${tip + back} ${y + 4}`;
  const word = { asks: "next?", item: item ?? "", end: "end", leaves: "close" }[kind];
  const label = { x: (source + reader) / 2, y: y - 4, "text-anchor": "middle" };
  return [
    line(source, y, reader, y, look),
    element("path", { d: head, fill: "none", stroke: colour, "stroke-width": 2 }),
    text(word, label),
  ];
}
