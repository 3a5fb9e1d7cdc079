import assert from "node:assert/strict";
import { test } from "node:test";
import { pathIn } from "../worker/path-in.ts";
import { manifestOf, serviceWorker } from "./service-worker.ts";

const files = new Map<string, string | Uint8Array>([
  ["index.html", "<p>1</p>"],
  ["01-a.html", "<p>2</p>"],
  ["assets/site.css", "p{}"],
  ["assets/pictures/01-a.png", new Uint8Array([1])],
]);

test("the version follows the contents, and neither their order nor what is left out", () => {
  const { version } = manifestOf(files);
  assert.equal(manifestOf(new Map([...files].reverse())).version, version);
  assert.equal(manifestOf(new Map([...files, ["llms.txt", "x"]])).version, version);
  assert.notEqual(manifestOf(new Map([...files, ["assets/site.css", "p{ }"]])).version, version);
  assert.notEqual(manifestOf(new Map([...files, ["02-b.html", ""]])).version, version);
});

test("every file that a page loads is listed with the integrity that fetch checks", () => {
  const { files: listed } = manifestOf(files);
  assert.deepEqual(Object.keys(listed), ["01-a.html", "assets/site.css", "index.html"]);
  for (const integrity of Object.values(listed)) assert.match(integrity, /^sha256-[\w+/]{43}=$/);
});

test("the list stands before the program", () => {
  assert.match(serviceWorker(files, "run();"), /^self\["interleave\.site"\]=\{.*\};\nrun\(\);$/s);
});

test("an address means a file: of a folder its index, with or without its ending", () => {
  const scope = "https://x.example/course/";
  const { files: listed } = manifestOf(files);
  const at = (address: string): string | undefined => pathIn(scope, address, listed);
  assert.equal(at(scope), "index.html");
  assert.equal(at(`${scope}01-a.html?x=1#y`), "01-a.html");
  assert.equal(at(`${scope}01-a`), "01-a.html");
  assert.equal(at(`${scope}assets/site.css`), "assets/site.css");
  for (const other of ["none.html", "assets/", "%", "toString", "service-worker.js"]) {
    assert.equal(at(scope + other), undefined, other);
  }
  assert.equal(at("https://x.example/other/index.html"), undefined);
});
