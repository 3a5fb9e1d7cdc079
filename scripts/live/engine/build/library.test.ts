import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { projectRoot } from "../../../lesson/testing.ts";
import { importsIn, withoutImports } from "./imports.ts";
import { Library } from "./library.ts";

const opening = `import { display } from "tslab";
import { openLesson, Queue, SimulatedClock as Clock, lineFigure } from "../src";
import type { Trace } from "../src";
const { draw } = openLesson(display);`;

test("the imports of a cell are found with the names that it gives them; types and packages are left out", () => {
  const found = importsIn(`${opening}\nimport * as lesson1 from "../src/exercises/lesson1";`);
  assert.deepEqual(
    found.map(({ from, names }) => [from, names && [...names]]),
    [
      [
        "../src",
        [
          ["openLesson", "openLesson"],
          ["Queue", "Queue"],
          ["Clock", "SimulatedClock"],
          ["lineFigure", "lineFigure"],
        ],
      ],
      ["../src/exercises/lesson1", undefined],
    ],
  );
  assert.deepEqual(
    importsIn('import { type Item, type Done as End } from "../src";')[0]?.names,
    new Map(),
  );
  assert.equal(withoutImports('import { a } from "./a";\na();').trim(), "a();");
});

describe("portions of the library", () => {
  let library: Library;
  before(async () => {
    library = await Library.read(projectRoot);
  });
  const of = (source: string, ...more: readonly string[]): readonly string[] =>
    library.portionsOf("notebooks", [opening, source, ...more], source);

  test("a cell that only imports needs none, one that uses a name needs what the name is in", () => {
    assert.deepEqual(of(opening), []);
    assert.deepEqual(of("const queue = new Queue();"), ["own"]);
    assert.deepEqual(of("const clock = new Clock();"), ["own"]);
    assert.deepEqual(of("const clock = new SimulatedClock();"), []);
    assert.deepEqual(of("display.svg(lineFigure({}));"), ["figures"]);
    assert.deepEqual(of("draw(trace);"), ["figures"]);
    assert.deepEqual(of("new Queue(); draw(trace);"), ["own", "figures"]);
  });

  test("an exercise needs what its module loads; whoever takes the whole library needs all of it", () => {
    const imports = 'import * as lesson1 from "../src/exercises/lesson1";';
    assert.deepEqual(of(imports), []);
    const portions = of("await check(lesson1.takeOrNull, takeOrNull);", imports);
    assert.ok(portions.includes("own") && portions.includes("exercises"), portions.join());
    assert.deepEqual(of('import * as all from "../src";\nall;'), ["own", "figures"]);
  });

  test("what every lesson opens with loads nothing that draws, and the portions make a whole", () => {
    const sources = [opening, 'import * as lesson1 from "../src/exercises/lesson1";'];
    const files = {
      shared: library.shared,
      own: library.usedBy("notebooks", sources),
      figures: library.figures,
      exercises: library.exercisesOf("notebooks", sources),
    };
    assert.equal("src/timeline.ts" in files.shared, false);
    assert.ok("src/timeline.ts" in files.figures);
    assert.ok("src/queue.ts" in files.own);
    const there = new Set(Object.values(files).flatMap(Object.keys));
    const asked = Object.values(files).flatMap((modules) => Object.entries(modules));
    for (const [file, text] of asked) {
      if (file === "src/index.ts") continue;
      for (const [, id = ""] of text.matchAll(/\brequire\("\.\/([^"]+)"\)/g))
        assert.ok(there.has(new URL(id, `file:///${file}`).pathname.slice(1)), `${file}: ${id}`);
    }
  });
});
