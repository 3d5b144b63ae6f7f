import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";
import { WORKER_FLAGS } from "#scripts/instance/services";
import type { Answer, Question, Report } from "./messages.ts";

export type MeasuredProcess = {
  pid: number;
  report(): Promise<Report>;
  stop(): Promise<void>;
  /** As a power cut would: no word to anybody. */
  kill(): Promise<void>;
};

/** Starts one of the bench's own processes, and resolves when it says that it is ready. */
export async function startMeasured(
  file: string,
  environment: Record<string, string>,
): Promise<MeasuredProcess> {
  const child = fork(join(projectRoot, "bench", file), {
    execPath: process.execPath,
    execArgv: [
      ...WORKER_FLAGS,
      ...(process.env.BENCH_NODE_OPTIONS ?? "").split(" ").filter(Boolean),
    ],
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...environment },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await hear(child, "ready");
  const ask = (question: Question) => child.send(question);
  const ended = once(child, "exit");
  return {
    pid: child.pid ?? 0,
    async report() {
      const heard = hear(child, "report");
      ask("report");
      const answer = await heard;
      if (answer.type !== "report") throw new Error(`Bug: a report that is ${answer.type}`);
      return answer.report;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) ask("stop");
      await ended;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The next answer of that type; rejects when the process ends instead. */
function hear(child: ChildProcess, type: Answer["type"]): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const onMessage = (answer: Answer) => {
    if (answer.type === type) settle(() => resolve(answer));
  };
  const onExit = () => settle(() => reject(new Error(`The process ended before it was ${type}.`)));
  const settle = (deliver: () => void) => {
    child.off("message", onMessage);
    child.off("exit", onExit);
    deliver();
  };
  child.on("message", onMessage);
  child.on("exit", onExit);
  return promise;
}
