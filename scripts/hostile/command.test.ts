/** The corpus as an author meets it: through `npm run build`. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ended } from "../lesson/publish/testing/publisher.ts";
import { projectRoot, run, temporaryProject } from "../lesson/testing.ts";
import { code, displaying, lesson, printing, text, type Json } from "./build.ts";
import { corpus } from "./corpus/corpus.ts";
import { actingIn, doubleIdsIn } from "./page.ts";

/** What the reader refuses: anything else would keep the build from naming all of it in one go. */
const unreadable = corpus.filter(({ bytes, refused }) => refused && !isRead(bytes));

function isRead(bytes: string | Uint8Array): boolean {
  return (
    typeof bytes === "string" && /^\{"cells":\[\{"cell_type":"markdown","id":"title"/.test(bytes)
  );
}

test("what cannot be read is named file by file, in words, and no site is made", async (context) => {
  const notebooks = unreadable.map(({ bytes }, index): [string, string | Uint8Array] => [
    `${String(index + 10)}-x.ipynb`,
    bytes,
  ]);
  assert.ok(notebooks.length > 20 && notebooks.length < 50, `got ${notebooks.length}`);
  const root = await temporaryProject(context, Object.fromEntries(notebooks));
  const { code: status, stdout, stderr } = await run("build", ["--root", root]);
  assert.equal(status, 1);
  assert.equal(stdout, "");
  const paragraphs = stderr.trimEnd().split("\n\n");
  for (const [index, { name, refused }] of unreadable.entries()) {
    const said = paragraphs.find((one) => one.startsWith(`notebooks/${index + 10}-x.ipynb`));
    assert.match(said ?? "nothing", refused ?? /never/, name);
  }
  assert.doesNotMatch(stderr, /[\0-\x08\x0b-\x1f\x7f-\x9f]|\n +at /, "no escapes, no stack");
  assert.ok(!(await readdir(root)).includes("dist"));
});

/** The outputs and the text of corpus notebooks as cells of one lesson: a build takes a kernel for each. */
function cellsOf(bytes: string, prefix: string): Json[] {
  const { cells } = JSON.parse(bytes) as { cells: Json[] };
  return cells
    .filter(({ id }) => id !== "title")
    .map((cell) => ({ ...cell, id: `${prefix}-${String(cell["id"])}` }));
}

test("what can be read is run and built, and its page does nothing that others do not", async (context) => {
  const ESC = "\u001b";
  const cells = [
    printing(`${ESC}]8;;javascript:x()${ESC}\\a${ESC}]8;;${ESC}\\ ${ESC}[2J<script>x()</script>`),
    displaying({
      "text/html": '<form action="//x.example"><input onfocus=x()></form></div></main>',
    }),
    displaying({
      "image/svg+xml": "<svg onload='x()'><foreignObject><p>y</p></foreignObject></svg>",
    }),
    lesson(text("<script>x()</script></div> [a](javascript:x()) <p onclick=x()>b</p>")),
    lesson(code([{ output_type: "error", ename: "<b>", evalue: "</pre>", traceback: [] }])),
  ].flatMap((bytes, index) => cellsOf(bytes, `c${index}`));
  const root = await temporaryProject(context, {
    "01-plain.ipynb": lesson(),
    "02-hostile.ipynb": lesson(...cells).replace("# Title", "# ../../<script>x()</script>"),
  });
  const { code: status, stderr } = await run("build", ["--root", root]);
  assert.equal(status, 0, stderr);
  const page = async (name: string): Promise<string> =>
    await readFile(join(root, "dist", name), "utf8");
  const harmless = actingIn(await page("01-plain.html"));
  const hostile = await page("02-hostile.html");
  assert.deepEqual(
    [...actingIn(hostile)].filter((one) => !harmless.has(one)),
    [],
  );
  assert.deepEqual(doubleIdsIn(hostile), []);
  assert.match(hostile, /data-cell-id="c4-code"/);
  const index = await page("index.html");
  assert.doesNotMatch(index, /<script>x/);
});

const onDisk = ["--map-root-user", "--mount", "sh", "-euc"];
const canMount =
  process.platform === "linux" &&
  (await ended("unshare", [...onDisk, "mount -t tmpfs none /mnt"]).then(
    ({ status }) => status === 0,
    () => false,
  ));

test(
  "a whole project on a full, and then on a read-only disk is told so in one sentence",
  canMount ? {} : { skip: "needs Linux and unshare with mounts" },
  async (context) => {
    const root = await temporaryProject(context, { "01-x.ipynb": lesson() });
    const build = `node --import tsx "$2/scripts/build.ts" --root "$1/p" 2>&1`;
    const steps = `
      mkdir "$1/p"; mount -t tmpfs -o size=8m none "$1/p"; cd "$2"
      for name in notebooks src node_modules package.json package-lock.json tsconfig.json; do
        cp -a "$1/$name" "$1/p"
      done
      dd if=/dev/zero of="$1/p/filler" bs=4k 2>/dev/null || true
      ${build} && exit 7; echo ---
      mount -o remount,ro "$1/p"
      ${build} && exit 7; echo ---`;
    const { stdout, stderr } = await ended("unshare", [...onDisk, steps, "sh", root, projectRoot]);
    assert.equal(stderr, "");
    const [full = "", readOnly = ""] = stdout.split("---\n");
    assert.match(full, /\S+ could not be written[^\n]*: the disk is full \(ENOSPC\)\n$/);
    assert.match(
      readOnly,
      /\S+ could not be written[^\n]*: the file system is read-only \(EROFS\)\n$/,
    );
    assert.doesNotMatch(stdout, /\n\s+at /);
  },
);
