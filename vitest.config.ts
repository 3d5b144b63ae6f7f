import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const notOurs = [...configDefaults.exclude, ".next/**", ".data*/**"];
const needsDatabase = { globalSetup: ["./testing/global-setup.ts"], hookTimeout: 60_000 };

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    // Two cores must also carry Postgres.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // They are pure: to load every module once instead of for each file halves their time.
          isolate: false,
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...notOurs, "**/*.int.test.ts", "**/*.crash.test.ts", "e2e/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "int",
          include: ["**/*.int.test.ts"],
          exclude: notOurs,
          testTimeout: 30_000,
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
