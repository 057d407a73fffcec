// Some of the page's tests in Firefox: those that need neither downloads nor emulation, which its driver does not have, and type into no field: what it fills in is
// no person's change to Firefox.

import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import chromium from "./playwright.config.js";

const PORT = Number(process.env.PORT ?? 4173) + 2000;
const SITE = `http://127.0.0.1:${PORT}/chainrule/`;

export default defineConfig({
  ...chromium,
  outputDir: "target/e2e-firefox",
  grep: [
    /one press of the button and the circle is learned/,
    /painted points are learned from/,
    /a tab that is loaded again, or was closed, comes back/,
    /iris comes with the page and is learned/,
    /to the same bits, and goes on to the same/,
    /two tabs do not overwrite each other/,
    /a full storage is said once/,
    /a wrong answer is told and why/,
    /leaving a lesson brings back/,
    /a name that means nothing is told/,
    /no vectors/,
    /vanishing gradients are named/,
  ],
  webServer: {
    command: `node tests/e2e/server.js ${PORT}`,
    url: SITE,
    reuseExistingServer: false,
    env: { ALLOW_EVAL: "yes" },
  },
  use: {
    baseURL: SITE,
    viewport: chromium.use?.viewport,
    browserName: "firefox",
    channel: "moz-firefox",
    launchOptions: { executablePath: fileURLToPath(new URL("tests/firefox/driver.js", import.meta.url)) },
  },
});
