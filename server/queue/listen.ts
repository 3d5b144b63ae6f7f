import pg from "pg";

const RECONNECT_MS = 1_000;

/**
 * Hears one channel on a connection of its own and comes back after every
 * loss. A notification is only a hint: whoever listens polls as well, so a
 * silent listener costs time, never work.
 */
export async function listen(options: {
  databaseUrl: string;
  channel: string;
  onNotification: (payload: string) => void;
  /** After every (re)connect: what was said meanwhile is lost, so look for yourself. */
  onConnect: () => void;
  onError: (error: Error) => void;
}): Promise<{ close(): Promise<void> }> {
  const { databaseUrl, channel, onNotification, onConnect, onError } = options;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const connect = async () => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      application_name: "backstitch-listen",
      keepAlive: true,
    });
    client = next;
    next.on("error", (error) => lost(next, error));
    next.on("end", () => lost(next, new Error("the listening connection ended")));
    next.on("notification", ({ payload }) => payload && onNotification(payload));
    try {
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      onConnect();
    } catch (error) {
      lost(next, error instanceof Error ? error : new Error(String(error)));
    }
  };
  // Told once per connection, whether by its error, its end or a failed connect.
  const lost = (which: pg.Client, error: Error) => {
    if (closed || client !== which) return;
    client = null;
    onError(error);
    which.end().catch(onError);
    timer = setTimeout(connect, RECONNECT_MS);
  };

  await connect();
  return {
    close: async () => {
      closed = true;
      if (timer) clearTimeout(timer);
      await client?.end();
    },
  };
}
