// @ts-check
import tseslint from "typescript-eslint";

/**
 * A promise that nobody awaits is the mistake this course is about: our own code must be free of it.
 * @type {import("eslint").Linter.RulesRecord}
 */
export const asyncRules = {
  "@typescript-eslint/no-floating-promises": [
    "error",
    {
      checkThenables: true,
      // node:test collects what these return.
      allowForKnownSafeCalls: [
        { from: "package", name: ["test", "describe", "it", "suite"], package: "node:test" },
        // A task group awaits its tasks, and throws their errors.
        { from: "file", name: "createTask", path: "src/task-group.ts" },
      ],
    },
  ],
  "@typescript-eslint/no-misused-promises": "error",
  "@typescript-eslint/return-await": ["error", "always"],
  "@typescript-eslint/await-thenable": "error",
};

const timeIsAParameter = ["Date", "performance", "setTimeout", "setInterval", "setImmediate"].map(
  (name) => ({ name, message: "time is a parameter in src: take a Clock" }),
);

const nothingFromOutside = {
  patterns: [{ regex: "^(?!\\./|\\.\\./)", message: "src imports nothing outside itself" }],
};

export default tseslint.config(
  {
    ignores: [
      "dist/",
      ".cache/",
      "scripts/testdata/",
      "scripts/kernel/shim/",
      "scripts/kernel/fast/*.cjs",
      "scripts/bench/build/*.cjs",
      "scripts/live/engine/**/*.cjs",
      "scripts/site/theme/",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      ...asyncRules,
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
      "max-lines": ["warn", { max: 200, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["**/*.test.ts"], rules: { "max-lines": "off" } },
  {
    // These keep the platform's methods before cells can change them, and call them with the right `this`.
    files: ["scripts/live/engine/{kernel,node-names}/**/*.ts"],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/**/*.test.ts"],
    rules: {
      "no-restricted-globals": ["error", ...timeIsAParameter],
      "no-restricted-imports": ["error", nothingFromOutside],
    },
  },
);
