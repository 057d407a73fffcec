// Lint of everything that is JavaScript: the page, its tests, the configurations.

import js from "@eslint/js";
import globals from "globals";

const rules = {
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-var": "error",
  "no-shadow": ["error", { allow: ["page", "now"] }],
  "no-param-reassign": "error",
  "no-sequences": "error",
  "no-unused-vars": ["error", { args: "after-used" }],
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
};

export default [
  { ignores: ["target/", "xtask/bench/node_modules/", "dist/", "www/vendor/", "**/*.tmp.mjs"] },
  js.configs.recommended,
  { rules, linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["www/**"], languageOptions: { globals: globals.browser } },
  { files: ["tests/**", "xtask/**", "*.js"], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
