import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/browser.ts";

const browser = await findBrowser();

/** Stories in a real browser against one product, started as a person would start it. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  globalSetup: "./e2e/start-product.ts",
  outputDir: "test-results",
  reporter: "list",
  // One product for all: a scenario at a partner must meet the story that asked for it.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    timezoneId: "America/Chicago",
    reducedMotion: "reduce",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: browser.path,
      args: ["--no-sandbox"],
      env: browser.environment,
    },
  },
  projects: [
    { name: "stories", testIgnore: "**/after/**" },
    { name: "after", testMatch: "**/after/*.e2e.ts", dependencies: ["stories"] },
  ],
});
