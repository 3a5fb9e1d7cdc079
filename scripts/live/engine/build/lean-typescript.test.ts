import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { leanTypeScript } from "./lean-typescript.ts";

/** As TypeScript's one file is made. */
const whole = `var ts = (() => {
  var __esm = (fn, res) => function __init() { return res; };
  var __export = (target, all) => {};
  // src/messages.ts
  function diag(code, category, key, message) { return { code, category, key, message }; }
  var Diagnostics;
  var init_messages = __esm({ "src/messages.ts"() { "use strict";
    Diagnostics = { Used: diag(1, 1, "Used_1", "used"), Unused: diag(2, 1, "Unused_2", "unused") };
  } });
  // src/core.ts
  function twice(value) { return value * factor * ts_names_exports.one(); }
  function message() { return Diagnostics.Used.message; }
  function transformES2015() { return "old"; }
  function transformers() { return [transformES2015]; }
  var factor, fix, limit;
  var init_core = __esm({ "src/core.ts"() { "use strict";
    init_messages();
    factor = 2;
    limit = 1;
    limit += 1;
  } });
  // src/names.ts
  function one() { return limit - 1; }
  var ts_names_exports = {};
  __export(ts_names_exports, { one: () => one });
  // src/fixes.ts
  function mend() { return "mended" + fix; }
  var init_fixes = __esm({ "src/fixes.ts"() { "use strict";
    init_core();
    fix = "a fix";
    registerCodeFix({ mend });
  } });
  function registerCodeFix(one) { all.push(one); }
  // src/all.ts
  var ts_exports3 = {};
  __export(ts_exports3, { mend: () => mend, message: () => message, transformers: () => transformers, twice: () => twice });
  var init_all = __esm({ "src/all.ts"() { "use strict"; init_fixes(); init_core(); } });
  var require_typescript = __commonJS({ "src/typescript.ts"(exports, module2) { init_all(); module2.exports = ts_exports3; } });
  return require_typescript();
})();`;

async function bundled(wanted: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: leanTypeScript(whole, new Set(wanted)) },
    bundle: true,
    write: false,
    format: "cjs",
  });
  return outputFiles[0]?.text ?? "";
}

async function made(wanted: readonly string[]): Promise<Record<string, () => unknown>> {
  const module: { exports: Record<string, () => unknown> } = { exports: {} };
  runInNewContext(await bundled(wanted), { module });
  return module.exports;
}

test("what is wanted works as in the whole", async () => {
  const { twice, message } = await made(["twice", "message"]);
  assert.equal((twice as unknown as (value: number) => number)(3), 6);
  assert.equal(message?.(), "used");
});

test("what nothing wanted uses is left out, though the whole puts it into a list: fixes, messages, keys of messages", async () => {
  const text = await bundled(["twice", "message"]);
  for (const gone of ["mended", "a fix", "unused", "Used_1"]) assert.ok(!text.includes(gone), gone);
});

test("what makes code for older engines says that it is not there", async () => {
  const { transformers } = await made(["transformers"]);
  const [old] = transformers?.() as (() => unknown)[];
  assert.throws(() => old?.(), /transformES2015 is left out/);
});

test("a file of another shape is refused", () => {
  assert.throws(() => leanTypeScript("var ts = {};", new Set()), /another shape/);
  const strange = whole.replace("var factor, fix, limit;", "class Strange {}");
  assert.throws(() => leanTypeScript(strange, new Set()), /another shape: class Strange/);
});
