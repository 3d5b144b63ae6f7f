import { setTimeout as delay } from "node:timers/promises";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";

export type KeptPostgres = { adminUrl: string; pid(): number | null; stop(): Promise<void> };

const longestBackoffMs = 10_000;

/**
 * Starts the embedded database and starts it again, on the same port, if it
 * ends without having been told to: the others hold its URL.
 */
export async function keepPostgres(options: {
  dataDir: string;
  preferredPort: number;
  onStarted(): void;
}): Promise<KeptPostgres> {
  const { dataDir } = options;
  let current: EmbeddedPostgres | undefined = await startEmbeddedPostgres({
    dataDir,
    port: options.preferredPort,
  });
  const { adminUrl, port } = current;
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();

  const restart = async () => {
    for (let backoffMs = 500; !stopping; backoffMs = Math.min(backoffMs * 2, longestBackoffMs)) {
      console.error("[postgres] ended; starting it again.");
      try {
        current = await startEmbeddedPostgres({ dataDir, port, insistOnPort: true });
        watch(current);
        options.onStarted();
        return;
      } catch (error) {
        console.error(`[postgres] ${error instanceof Error ? error.message : String(error)}`);
        await delay(backoffMs);
      }
    }
  };
  const watch = (server: EmbeddedPostgres) => {
    void server.exited.then(() => {
      if (stopping) return;
      current = undefined;
      restarting = restart();
    });
  };
  watch(current);

  return {
    adminUrl,
    pid: () => current?.pid ?? null,
    async stop() {
      stopping = true;
      // A restart under way would otherwise leave its server behind.
      await restarting;
      await current?.stop();
    },
  };
}
