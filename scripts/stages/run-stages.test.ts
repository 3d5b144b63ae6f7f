import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runStages } from "./run-stages.ts";
import type { TestStage } from "./test-stages.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backstitch-stages-"));
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const sign = (name: string) => join(folder, name);
/** A stage that runs these lines; it holds when they end well. */
const stage = (name: string, lines: string, more: Partial<TestStage> = {}): TestStage => ({
  name,
  args: ["-e", lines],
  environment: { FOLDER: folder },
  timeoutMs: 10_000,
  readCounts: (exitCode) => (exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  ...more,
});
const leave = (name: string) => `fs.writeFileSync(process.env.FOLDER + "/${name}", "");`;
const await_ = (name: string) =>
  `const wait = setInterval(() => fs.existsSync(process.env.FOLDER + "/${name}") && clearInterval(wait), 5);`;
const insistOn = (name: string) =>
  `if (!fs.existsSync(process.env.FOLDER + "/${name}")) process.exit(1);`;

describe("a stage", () => {
  test("begins when the one before has ended, whatever became of it", async () => {
    const stages = [
      stage("first", `${leave("first")} process.exit(1);`),
      stage("second", insistOn("first")),
    ];
    expect(await runStages(stages).results).toMatchObject([
      { name: "first", passed: 0, failed: 1 },
      { name: "second", passed: 1, failed: 0 },
    ]);
  });

  test("that goes beside waits for nobody, and who needs it waits for it", async () => {
    const stages = [
      stage("beside", `${await_("quick")} process.on("exit", () => { ${leave("beside")} });`, {
        goesBeside: { log: sign("beside.log") },
      }),
      stage("quick", leave("quick")),
      stage("needing", insistOn("beside"), { needs: "beside" }),
    ];
    const results = await runStages(stages).results;
    expect(results.map(({ name, passed }) => [name, passed])).toEqual([
      ["beside", 1],
      ["quick", 1],
      ["needing", 1],
    ]);
  });

  test("that goes beside has the lowest priority and says its words at its end", async () => {
    const lines = `console.log("done with it", os.getPriority(process.pid));`;
    await runStages([stage("beside", lines, { goesBeside: { log: sign("beside.log") } })]).results;
    expect(getPriority()).toBeLessThan(19);
    expect(console.log).toHaveBeenCalledExactlyOnceWith("\n== beside\n\ndone with it 19\n");
  });

  test.each([
    ["has files but ran no test", { readCounts: () => ({ passed: 0, failed: 0 }) }],
    ["left no report", { readCounts: () => undefined }],
    ["took too long", { args: ["-e", "setInterval(() => {}, 1000)"], timeoutMs: 100 }],
  ])("that %s has failed", async (note, more) => {
    const results = await runStages([stage("odd", "", more)]).results;
    expect(results).toMatchObject([{ failed: 1, note }]);
  });
});

test("an interrupted run ends what runs, also beside, and begins no more", async () => {
  const endless = (name: string) => `${leave(name)} setInterval(() => {}, 1000);`;
  const stages = runStages([
    stage("beside", endless("beside"), { goesBeside: { log: sign("beside.log") } }),
    stage("first", endless("first")),
    stage("never", leave("never")),
  ]);
  await vi.waitFor(() => readFileSync(sign("beside")) && readFileSync(sign("first")), 5_000);
  stages.interrupt("SIGTERM");
  expect(await stages.results).toMatchObject([{ failed: 1 }, { failed: 1 }]);
  expect(existsSync(sign("never"))).toBe(false);
});
