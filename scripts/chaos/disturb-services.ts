import { awaitFact } from "./await-fact.ts";
import { awaitProcess, type Battlefield, NOT_RUNNING, notInjected } from "./battlefield.ts";
import type { Attempt, FaultOf } from "./faults.ts";

export function killWeb(field: Battlefield): Promise<Attempt> {
  return killSupervised(field, "web");
}

async function killSupervised(
  { instance }: Battlefield,
  name: "web" | "sandbox",
): Promise<Attempt> {
  const pid = await awaitProcess(() => instance.findPid(name));
  if (pid === null) return NOT_RUNNING;
  const fromMs = Date.now();
  process.kill(pid, "SIGKILL");
  return { status: "injected", fromMs, toMs: Date.now(), seen: { type: "nothing" } };
}

export async function killSandbox(field: Battlefield): Promise<Attempt> {
  const killed = await killSupervised(field, "sandbox");
  if (killed.status === "not_injected") return killed;
  field.scenarios.forget();
  const url = `${field.instance.facts().sandboxUrl}/__sandbox/health`;
  const isBack = await awaitFact(async () => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return answer.ok || null;
  });
  if (isBack) await field.scenarios.armAgain();
  return { ...killed, toMs: Date.now() };
}

export async function stopPostgres(
  { instance, admin }: Battlefield,
  { how }: FaultOf<"stop_postgres">,
): Promise<Attempt> {
  const pid = await awaitProcess(() => instance.findPid("postgres"));
  if (pid === null) return NOT_RUNNING;
  const fromMs = Date.now();
  process.kill(pid, how === "crash" ? "SIGKILL" : "SIGINT");
  const backAtMs = await awaitFact(async () => {
    const { rows } = await admin.query<{ at: Date }>("select pg_postmaster_start_time() as at");
    const atMs = rows[0]?.at.getTime() ?? 0;
    return atMs > fromMs ? atMs : null;
  });
  if (backAtMs === null) throw new Error("Postgres did not come back within a minute");
  return {
    status: "injected",
    fromMs,
    toMs: Date.now(),
    seen: { type: "postgres_back", backAtMs },
  };
}

const CUT = `
  select count(pg_terminate_backend(pid))::int as count from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

export async function cutConnections({ admin }: Battlefield): Promise<Attempt> {
  // While the database is away there is nothing to cut; they come back with it.
  const fromMs = await awaitFact(async () => {
    const askedAtMs = Date.now();
    const { rows } = await admin.query<{ count: number }>(CUT);
    return (rows[0]?.count ?? 0) > 0 ? askedAtMs : null;
  });
  if (fromMs === null) return notInjected("nobody was connected");
  return { status: "injected", fromMs, toMs: Date.now(), seen: { type: "nothing" } };
}
