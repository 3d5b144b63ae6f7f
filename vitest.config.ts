import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const notOurs = [...configDefaults.exclude, ".next/**", ".data*/**"];
/**
 * A worker loads each module once and not anew for each file, which took longer than
 * the pure tests themselves. So no file may leave anything behind: a fake clock, an
 * open connection, a changed setting. Those that kill processes have one each.
 */
const SHARES_MODULES = { isolate: false };
const needsDatabase = { globalSetup: ["./testing/global-setup.ts"], hookTimeout: 60_000 };

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    // Two cores must also carry Postgres.
    maxWorkers: 2,
    // What comes about at all comes about in milliseconds; a busy machine may take its time.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...notOurs, "**/*.int.test.ts", "**/*.crash.test.ts", "e2e/**"],
          ...SHARES_MODULES,
        },
      },
      {
        extends: true,
        test: {
          name: "int",
          include: ["**/*.int.test.ts"],
          exclude: notOurs,
          testTimeout: 30_000,
          ...SHARES_MODULES,
          ...needsDatabase,
        },
      },
      {
        extends: true,
        test: {
          name: "crash",
          include: ["**/*.crash.test.ts"],
          exclude: notOurs,
          testTimeout: 300_000,
          ...needsDatabase,
        },
      },
    ],
  },
});
