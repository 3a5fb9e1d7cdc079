import assert from "node:assert/strict";
import {
  mkdir,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { publish, tidy } from "./publish.ts";
import { ended, publisher } from "./publish/testing/publisher.ts";
import { siteIn, siteOf } from "./publish/testing/site.ts";
import { temporaryProject } from "./testing.ts";

const site = (text: string) =>
  new Map([
    ["index.html", text],
    ["assets/a.css", "a"],
    ["course.json", "{}"],
  ]);

test("a new site takes the place of the old one, with nothing left of it", async (context) => {
  const root = await temporaryProject(context, {});
  const before = await readdir(root);
  const out = join(root, "dist");
  await publish(out, new Map([...site("old"), ["gone.html", "x"]]), root);
  await publish(out, site("new"), root);
  assert.deepEqual((await readdir(out)).sort(), ["assets", "course.json", "index.html"]);
  assert.equal(await readFile(join(out, "index.html"), "utf8"), "new");
  assert.deepEqual((await readdir(root)).sort(), [...before, "dist"].sort());
});

test("two that publish at once leave one whole site", async (context) => {
  const root = await temporaryProject(context, {});
  const out = join(root, "dist");
  await publish(out, site("old"), root);
  await Promise.all(
    ["one", "two", "three"].map(async (text) => await publish(out, site(text), root)),
  );
  assert.match(await readFile(join(out, "index.html"), "utf8"), /one|two|three/);
  assert.deepEqual(
    (await readdir(root)).filter((name) => name.startsWith(".dist")),
    [],
  );
});

test("what a killed build left is removed, and a site it had moved away comes back", async (context) => {
  const root = await temporaryProject(context, {});
  const nobody = 2 ** 22 + 1;
  await mkdir(join(root, `.dist.new.${nobody}.x`));
  await mkdir(join(root, `.dist.old.${nobody}.x`));
  await writeFile(join(root, `.dist.old.${nobody}.x`, "course.json"), "{}");
  await assert.rejects(
    publish(join(root, "dist"), new Map([["../x", "out"]]), root),
    /inside the site/,
  );
  assert.deepEqual(await readdir(join(root, "dist")), ["course.json"]);
  assert.deepEqual(
    (await readdir(root)).filter((name) => name.startsWith(".dist")),
    [],
  );
});

test("a folder that holds other files, or the project, is not replaced", async (context) => {
  const root = await temporaryProject(context, {});
  await assert.rejects(publish(join(root, "src"), site("x"), root), /they would be lost/);
  await assert.rejects(publish(root, site("x"), root), /which holds the project/);
  await assert.rejects(publish(join(root, ".."), site("x"), root), /which holds the project/);
  await assert.rejects(publish(join(root, "package.json"), site("x"), root), /must be a folder/);
});

test("a folder beside the site stays as long as its build runs, and goes when nobody can own it", async (context) => {
  const { folder, out } = await publisher(context);
  const alive = join(folder, `.dist.new.${process.ppid}.abc`);
  const own = join(folder, `.dist.new.${process.pid}.abc`);
  const unrelated = [".dist.new", ".dist.new.x.y", ".dist.backup", ".dist2.new.1.x"];
  for (const path of [alive, own, ...unrelated.map((name) => join(folder, name))]) {
    await mkdir(path, { recursive: true });
  }
  await publish(out, siteOf("one"), "/nowhere/project");
  const left = [...unrelated, "dist", `.dist.new.${process.ppid}.abc`].sort();
  assert.deepEqual((await readdir(folder)).sort(), left, "its number is ours, but we made none");
  // Two hours old: the number belongs to another process by now.
  await utimes(alive, 0, 0);
  await tidy(out, "/nowhere/project");
  assert.deepEqual((await readdir(folder)).sort(), [...unrelated, "dist"].sort());
});

test("what is the same to the byte is not touched; a file more, less or other is", async (context) => {
  const { out } = await publisher(context);
  const root = "/nowhere/project";
  await publish(out, siteOf("one"), root);
  const before = await stat(out);
  await publish(out, siteOf("one"), root);
  assert.equal((await stat(out)).ino, before.ino, "the same folder");
  const changes = [
    async () => await writeFile(join(out, "index.html"), "one\nX"),
    async () => await writeFile(join(out, "more.html"), "one"),
    async () => await mkdir(join(out, "empty")),
    async () => await rename(join(out, "index.html"), join(out, "other.html")),
  ];
  for (const change of changes) {
    await change();
    await publish(out, siteOf("one"), root);
    assert.equal(await siteIn(out), "one", String(change));
    assert.deepEqual((await readdir(out)).sort(), ["assets", "course.json", "index.html"]);
  }
});

test("a site that a link leads to is replaced where it lies; a link to nowhere is refused", async (context) => {
  const { folder, out } = await publisher(context);
  const root = "/nowhere/project";
  await publish(join(folder, "far/away"), siteOf("old"), root);
  await symlink("far/away", out);
  await publish(out, siteOf("new"), root);
  assert.equal(await siteIn(join(folder, "far/away")), "new");
  assert.deepEqual((await readdir(folder)).sort(), ["dist", "far"]);
  assert.deepEqual(await readdir(join(folder, "far")), ["away"]);
  await symlink("nothing", join(folder, "broken"));
  await assert.rejects(
    publish(join(folder, "broken"), siteOf("new"), root),
    /^Refused: --out must be a folder, got .*broken, a link that leads nowhere$/,
  );
});

test("a link that leads to the project, or to a stranger's folder, is no way around", async (context) => {
  const root = await temporaryProject(context, {});
  await symlink("src", join(root, "dist"));
  await assert.rejects(publish(join(root, "dist"), site("x"), root), /they would be lost/);
  await symlink(".", join(root, "self"));
  await assert.rejects(publish(join(root, "self"), site("x"), root), /which holds the project/);
});

test("many processes that publish at once leave one whole site", async (context) => {
  for (const swap of ["at-once", "two-steps"]) {
    const { folder, out, script } = await publisher(context);
    await publish(out, siteOf("old"), "/nowhere/project");
    const names = ["one", "two", "three", "four"];
    const ends = await Promise.all(
      names.map(async (name) => await ended(process.execPath, [script, out, name, "100000", swap])),
    );
    assert.deepEqual(
      ends.map(({ status, stderr }) => [status, stderr]),
      names.map(() => [0, ""]),
    );
    assert.match(await siteIn(out), /^(one|two|three|four)$/);
    assert.deepEqual(await readdir(folder), ["dist"]);
  }
});

/** Runs a shell script as root of a mount namespace of its own: what it mounts, nobody else sees. */
const inNamespace = ["--map-root-user", "--mount", "sh", "-euc"];
const canMount =
  process.platform === "linux" &&
  (await ended("unshare", [...inNamespace, "mount -t tmpfs none /mnt"]).then(
    ({ status }) => status === 0,
    () => false,
  ));
const needsMount = canMount ? {} : { skip: "needs Linux and unshare with mounts" };

test(
  "a full disk is said, and leaves the last site and nothing else",
  needsMount,
  async (context) => {
    const { folder, out, script } = await publisher(context);
    await mkdir(folder);
    const steps = `
    mount -t tmpfs -o size=256k none "$1"
    node "$2" "$3" old 1000 at-once
    node "$2" "$3" new 100000 at-once && exit 7
    head -n 1 "$3/index.html"; ls -A "$1"; find "$3" -type f | wc -l`;
    const { stdout, stderr } = await ended("unshare", [
      ...inNamespace,
      steps,
      "sh",
      folder,
      script,
      out,
    ]);
    assert.equal(stderr, `the site could not be written to ${out}: the disk is full (ENOSPC)`);
    assert.equal(stdout, "old\ndist\n4\n");
  },
);

test(
  "a read-only file system is said, and a folder on which another one is mounted",
  needsMount,
  async (context) => {
    const { folder, out, script } = await publisher(context);
    await mkdir(folder);
    const steps = `
    mount -t tmpfs none "$1"
    node "$2" "$3" old 10 at-once
    mount -o remount,ro "$1"
    node "$2" "$3" old 10 at-once
    node "$2" "$3" new 10 at-once 2>&1 && exit 7
    echo; mount -o remount,rw "$1"
    mount -t tmpfs none "$3"
    node "$2" "$3" new 10 at-once 2>&1 && exit 7
    echo; umount "$3"; head -n 1 "$3/index.html"; ls -A "$1"`;
    const { stdout, stderr } = await ended("unshare", [
      ...inNamespace,
      steps,
      "sh",
      folder,
      script,
      out,
    ]);
    assert.equal(stderr, "");
    const [readOnly, mounted, ...rest] = stdout.split("\n");
    assert.equal(
      readOnly,
      `the site could not be written to ${out}: the file system is read-only (EROFS)`,
    );
    assert.match(mounted ?? "", /: it is in use, or a mount point, and cannot be replaced/);
    assert.deepEqual(rest, ["old", "dist", ""]);
  },
);

test("a file that this system does not allow is said like a full disk", async (context) => {
  const { folder, out, script } = await publisher(context);
  await publish(out, siteOf("old"), "/nowhere/project");
  // In blocks of 512 or 1,024 bytes, as the shell has it.
  const limited = 'ulimit -f 20; exec node "$1" "$2" new 100000 at-once';
  const { status, stderr } = await ended("sh", ["-c", limited, "sh", script, out]);
  assert.equal(status, 1, stderr);
  assert.match(stderr, /: a file would be larger than this system allows \(EFBIG\)$/);
  assert.equal(await siteIn(out), "old");
  assert.deepEqual(await readdir(folder), ["dist"]);
});
