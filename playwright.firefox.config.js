// Some of the page's tests in Firefox: those that need neither emulation nor axe (which Firefox 153 crashed under), and type as a person does: what is filled in by a script is no person's change to Firefox.

import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import chromium from "./playwright.config.js";

const PORT = Number(process.env.PORT ?? 4173) + 2000;
const SITE = `http://127.0.0.1:${PORT}/chainrule/`;

export default defineConfig({
  ...chromium,
  outputDir: "target/e2e-firefox",
  grep: [
    // training and data
    /one press of the button and the circle is learned/,
    /painted points are learned from/,
    /a stroke of the brush is one change/,
    /iris comes with the page and is learned/,
    /vanishing gradients are named/,
    /each bug turns it red/,
    /no small network without findings/,
    // typing
    /a wrong number is refused beside its control/,
    /what is being typed stays/,
    /chosen features train, and the link is the same run/,
    /a wrong formula is refused beside its field/,
    // keeping and sharing
    /goes on to the same/,
    /a tab that is loaded again, or was closed, comes back/,
    /two tabs do not overwrite each other/,
    /a full storage is said once/,
    /reset, new weights, another data set, and a link are taken back/,
    /what a frame shows is in its address/,
    /a name that means nothing is told/,
    /opened once, it works without a network/,
    /no vectors/,
    // what explains
    /a wrong answer is told and why/,
    /leaving a lesson brings back/,
    /xor is walked to its last goal/,
    /lines come one after the other, by mouse and by keyboard/,
    /a weight chosen in the network is looked at/,
    /it blocks nothing, and Escape ends it/,
    /the Tab key finds it first/,
    // everyone
    /language and colours switch and are kept/,
    /what is read from top to bottom has names/,
  ],
  webServer: {
    command: `node tests/e2e/server.js ${PORT}`,
    url: SITE,
    reuseExistingServer: false,
  },
  use: {
    baseURL: SITE,
    viewport: chromium.use?.viewport,
    browserName: "firefox",
    channel: "moz-firefox",
    launchOptions: { executablePath: fileURLToPath(new URL("tests/firefox/driver.js", import.meta.url)) },
  },
});
