// The page's tests: on the built site, in the system's Chromium, below a path as on a project's pages.

import { defineConfig } from "@playwright/test";

const PORT = Number(process.env.PORT ?? 4173);

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "target/e2e",
  reporter: [["list"]],
  forbidOnly: Boolean(process.env.CI),
  // One browser leaves a core idle half of the time; a third would make the others wait.
  workers: 2,
  fullyParallel: true,
  // A second try where the machine was held up: the summary names it as flaky, and it is to be looked into.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  webServer: {
    command: `node tests/e2e/server.js ${PORT}`,
    url: `http://127.0.0.1:${PORT}/chainrule/`,
    reuseExistingServer: false,
  },
  use: {
    baseURL: `http://127.0.0.1:${PORT}/chainrule/`,
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    screenshot: "only-on-failure",
    // Those that are about the worker make contexts of their own.
    serviceWorkers: "block",
    launchOptions: {
      executablePath: process.env.CHROME ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
