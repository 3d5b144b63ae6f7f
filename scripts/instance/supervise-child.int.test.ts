import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { inspectProcess } from "./process-identity.ts";
import { superviseChild } from "./supervise-child.ts";

const never = new AbortController().signal;

function givenChild(script: string) {
  const dataDir = mkdtempSync(join(tmpdir(), "backstitch-child-"));
  let starts = 0;
  const child = superviseChild({
    name: "probe",
    args: ["-e", script],
    environment: process.env,
    dataDir,
    onStarted: () => {
      starts += 1;
    },
  });
  onTestFinished(async () => {
    await child.stop(AbortSignal.abort());
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { child, starts: () => starts };
}

const untilPrinted = (child: { logPath: string }, text: string) =>
  vi.waitFor(() => expect(readFileSync(child.logPath, "utf8")).toContain(text), 10_000);

test("a child that is killed is started again under another id", async () => {
  const { child, starts } = givenChild("setInterval(() => {}, 1000)");
  const killed = child.pid();
  if (killed === null) throw new Error("the child has no process id");
  process.kill(killed, "SIGKILL");

  await vi.waitFor(() => expect(starts()).toBe(2), 10_000);
  expect(child.pid()).not.toBe(killed);
});

test("a child that is stopped ends with what it started and stays away", async () => {
  const { child, starts } = givenChild(`
    const grandchild = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    console.log("grandchild", grandchild.pid, ".");
    process.on("SIGTERM", () => process.exit(0));
  `);
  await untilPrinted(child, ".");
  const grandchild = Number(readFileSync(child.logPath, "utf8").split(" ")[1]);
  const pid = child.pid();
  await child.stop(never);

  expect(pid === null ? "gone" : inspectProcess(pid).status).toBe("gone");
  await vi.waitFor(() => expect(inspectProcess(grandchild).status).toBe("gone"));
  expect(starts()).toBe(1);
});

test("a child that will not end is ended when waiting is cut short", async () => {
  const { child } = givenChild(
    `process.on("SIGTERM", () => {}); console.log("deaf"); setInterval(() => {}, 1000)`,
  );
  await untilPrinted(child, "deaf");
  await child.stop(AbortSignal.abort());
  expect(child.pid()).toBeNull();
});
