import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { dataDir } from "../instance.ts";

const ROOT = join(import.meta.dirname, "..", "..");

test("after all the stories the doctor finds every promise kept", () => {
  const doctor = spawnSync(process.execPath, ["scripts/doctor.ts"], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir(), DATABASE_URL: "" },
    encoding: "utf8",
  });
  expect(doctor.stdout + doctor.stderr).toContain("Everything holds.");
  expect(doctor.status).toBe(0);
});
