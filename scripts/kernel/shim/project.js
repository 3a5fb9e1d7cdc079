// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/**
 * The project a notebook belongs to: the nearest folder above it that holds a package.json and a tsconfig.json.
 * @param {string} cwd
 */
function findProjectRoot(cwd) {
  return (
    findUp(cwd, ["package.json", "tsconfig.json"]) ??
    findUp(cwd, ["package.json"]) ??
    path.resolve(cwd)
  );
}

/** @param {string} from @param {string[]} names @returns {string | undefined} */
function findUp(from, names) {
  for (let dir = path.resolve(from); ; dir = path.dirname(dir)) {
    if (names.every((name) => fs.existsSync(path.join(dir, name)))) return dir;
    if (dir === path.dirname(dir)) return undefined;
  }
}

/**
 * A path as a reader should see it: relative to the project, with forward slashes.
 * @param {string} root @param {string} file
 */
function displayPath(root, file) {
  return path.relative(root, file).replace(/\\/g, "/");
}

module.exports = { displayPath, findProjectRoot };
