import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { DockerfileParser, type Instruction } from "dockerfile-ast";
import { teachingPage } from "./teaching-page.ts";

const root = join(import.meta.dirname, "../../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const { scripts, engines } = JSON.parse(read("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};
const container = DockerfileParser.parse(read(".devcontainer/Containerfile"));
const development = JSON.parse(read(".devcontainer/devcontainer.json")) as {
  readonly build: { readonly dockerfile: string; readonly context: string };
  readonly remoteUser: string;
  readonly postCreateCommand: string;
};

const shown = teachingPage({ course: [], links: [] });
const onPage = [...shown.matchAll(/<code class="command">([^<]*)<\/code>/g)].map(([, text]) =>
  (text ?? "").replaceAll("&quot;", '"'),
);

const argumentsOf = (keyword: string): string[] =>
  container
    .getInstructions()
    .filter((one: Instruction) => one.getKeyword() === keyword)
    .map((one: Instruction) => one.getArgumentsContent() ?? "");

/** The parts of a line that are joined by "and then". */
const commandsIn = (line: string): string[] =>
  line.split("&&").map((one) => one.replace(/\\\n/g, " ").trim());

const npmCommands = [
  ...onPage,
  ...commandsIn(development.postCreateCommand),
  ...argumentsOf("RUN").flatMap(commandsIn),
].filter((line) => line.startsWith("npm "));

test("the page and the container name npm commands that there are", () => {
  assert.ok(npmCommands.length >= 8);
  for (const line of npmCommands) {
    const [, verb = "", name = ""] = line.split(" ");
    if (verb === "ci") assert.ok(existsSync(join(root, "package-lock.json")));
    else assert.ok(scripts[verb === "run" ? name : verb], `there is no ${line}`);
  }
});

const flagged = npmCommands.flatMap((line) => {
  const [, name, flag] = / run (\w+) -- (--\w+)/.exec(line) ?? [];
  return name !== undefined && flag !== undefined ? [{ name, flag }] : [];
});

for (const { name, flag } of flagged) {
  test(`npm run ${name} knows ${flag}`, { timeout: 120_000 }, async () => {
    const program = ["--import", "tsx", join("scripts", `${name}.ts`), "--help"];
    const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: root });
    assert.ok(stdout.includes(`${flag} `), stdout);
  });
}

test("the container is built from a Node that the course knows, and from files that there are", () => {
  const [image = ""] = argumentsOf("FROM");
  const node = /^node:(\d+)-/.exec(image)?.[1];
  const least = Number.parseInt(engines.node.replace(">=", ""), 10);
  assert.ok(Number(node) >= least, `${image} is older than ${engines.node}`);
  for (const line of argumentsOf("COPY")) {
    const [from = ""] = line.split(" ").filter((word) => !word.startsWith("--"));
    assert.ok(existsSync(join(root, from)), line);
  }
  assert.deepEqual(argumentsOf("USER"), ["node"]);
});

test("what the page says of the container is what the container does", () => {
  const build = onPage.find((line) => line.startsWith("podman build")) ?? "";
  const file = / -f (\S+)/.exec(build)?.[1] ?? "";
  assert.ok(existsSync(join(root, file)), build);
  const run = onPage.find((line) => line.startsWith("podman run")) ?? "";
  const [port] = argumentsOf("EXPOSE");
  assert.ok(run.includes(`:${port}:${port} `), run);
  const name = / -t (\S+)/.exec(build)?.[1] ?? "";
  assert.ok(run.endsWith(` ${name}`), run);
});

test("the development container is built from the same file, as the same user", () => {
  const { build, remoteUser } = development;
  assert.equal(join(".devcontainer", build.dockerfile), ".devcontainer/Containerfile");
  assert.equal(join(root, ".devcontainer", build.context), join(root));
  assert.deepEqual(argumentsOf("USER"), [remoteUser]);
});

test("what git leaves out does not get into the image either", () => {
  const lines = (file: string) =>
    read(file)
      .trim()
      .split("\n")
      .map((line) => line.replaceAll("/", ""));
  const left = new Set(lines(".dockerignore"));
  assert.deepEqual(
    [".git", ...lines(".gitignore")].filter((name) => !left.has(name)),
    [],
  );
});
