type Closer = (force: AbortSignal) => Promise<void>;

export type Shutdown = {
  /** Aborted at the first request to stop. */
  requested: AbortSignal;
  /** What was added last is stopped first. */
  add(closer: Closer): void;
  run(): Promise<void>;
};

// Ctrl-C arrives from the terminal and once more through npm: within this time it is one wish.
const sameWishMs = 1000;

/** Turns signals into one orderly stop; a second Ctrl-C cuts the waiting short. */
export function listenForShutdown(): Shutdown {
  const requested = new AbortController();
  const forced = new AbortController();
  const closers: Closer[] = [];
  let requestedAt = 0;

  const request = () => {
    if (!requested.signal.aborted) {
      requestedAt = Date.now();
      console.log("\nStopping ...");
      requested.abort(new Error("Stopped before it was up."));
    } else if (Date.now() - requestedAt > sameWishMs && !forced.signal.aborted) {
      console.log("Stopping at once ...");
      forced.abort();
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, request);
  watchBootstrap(request);

  return {
    requested: requested.signal,
    add: (closer) => void closers.push(closer),
    async run() {
      for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) {
        try {
          await closer(forced.signal);
        } catch (error) {
          // The others must still be stopped.
          console.error(error);
        }
      }
    },
  };
}

/** A bootstrap that is killed outright forwards no signal: losing it as a parent says the same. */
function watchBootstrap(request: () => void): void {
  if (process.env.BACKSTITCH_BOOTSTRAP_PID !== String(process.ppid)) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    request();
  }, 250);
  timer.unref();
}
