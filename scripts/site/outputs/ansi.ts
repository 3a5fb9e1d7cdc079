import { AnsiUp } from "ansi_up";
import { attributes, escapeHtml, trusted, type Html } from "../html.ts";
import { withoutTrailing } from "./trim.ts";

const colors = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const styles = ["ansi-bold", "ansi-faint", "ansi-italic", "ansi-underline"];

const allowedClasses: readonly string[] = [
  ...styles,
  ...colors.flatMap((color) => [`ansi-${color}-fg`, `ansi-${color}-bg`]),
  ...colors.flatMap((color) => [`ansi-bright-${color}-fg`, `ansi-bright-${color}-bg`]),
];

/**
 * The lines of a terminal text, colours as classes. Colour and weight are the only things a text
 * may ask of the terminal: links, titles, cursor movement and all other sequences are dropped.
 */
export function terminalLines(text: string): readonly Html[] {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.url_allowlist = {};
  // It knows classes for colours only: names in place of styles become classes below.
  [ansi.boldStyle, ansi.faintStyle, ansi.italicStyle, ansi.underlineStyle] = styles as [
    string,
    string,
    string,
    string,
  ];
  // One line at a time: a colour that spans lines is closed and opened again at each line's end.
  const lines = plainTerminalText(text)
    .split("\n")
    .map((line) => ansi.ansi_to_html(line));
  return onlyClasses(lines.join("\n"))
    .split("\n")
    .map((line) => trusted(line));
}

/** The same text without any escape sequence, colours included. */
export function withoutColors(text: string): string {
  return plainTerminalText(text).replace(colorSequence, "");
}

/**
 * Of every tag only that it is a span, and the classes that the theme knows. The library escapes all text, so what stands
 * between tags holds none; the page renders outputs with this, too, and a sanitizer would be most of its script.
 */
function onlyClasses(spans: string): string {
  return spans
    .split(/(<[^<>]*>)/)
    .map((part) => (part.startsWith("<") && part.endsWith(">") ? tag(part) : withoutTags(part)))
    .join("");
}

function tag(text: string): string {
  if (text === "</span>") return text;
  if (!text.startsWith("<span")) return escapeHtml(text);
  const names = (text.match(/[\w-]+/g) ?? []).filter((name) => allowedClasses.includes(name));
  const marks = attributes({ class: names.join(" ") || undefined }).text;
  return marks === "" ? "<span>" : `<span ${marks}>`;
}

const withoutTags = (text: string): string => text.replace(/</g, "&lt;").replace(/>/g, "&gt;");

const colorSequence = /\x1b\[[\d;]*m/g;
// OSC, DCS, SOS, PM and APC carry a text of their own: a window's title, a link.
const stringSequence = /\x1b[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)?/g;
const controlSequence = /\x1b\[[0-?]*[ -/]*(?:[@-~]|$)/gm;
const otherSequence = /\x1b(?!\[)[ -/]*[0-~]?/g;
const controlCharacter = /[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]/g;

function plainTerminalText(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .replace(stringSequence, "")
    .replace(controlSequence, (sequence) => (/^\x1b\[[\d;]*m$/.test(sequence) ? sequence : ""))
    .replace(otherSequence, "")
    .replace(controlCharacter, "")
    .split("\n")
    .map(overwritten)
    .join("\n");
}

/** A carriage return starts the line again: what a progress bar showed last is what stays. */
function overwritten(line: string): string {
  return withoutTrailing(line, "\r").split("\r").at(-1) ?? "";
}
