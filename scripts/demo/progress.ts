const PLAIN_EVERY_MS = 2_000;

export type Progress = { show(done: number): void; end(): void };

/** One line that rewrites itself on a terminal; elsewhere a plain line now and then. */
export function showProgress(
  label: string,
  total: number,
  out: NodeJS.WriteStream = process.stdout,
): Progress {
  let shownAt = 0;
  let shown = -1;
  const text = (done: number) => `${label} ${done} of ${total}`;
  return {
    show(done) {
      if (done === shown) return;
      const isLast = done === total;
      if (out.isTTY) out.write(`\r${text(done)}`);
      else if (isLast || performance.now() - shownAt > PLAIN_EVERY_MS) {
        shownAt = performance.now();
        out.write(`${text(done)}\n`);
      }
      shown = done;
    },
    end() {
      if (out.isTTY && shown !== -1) out.write("\n");
    },
  };
}
