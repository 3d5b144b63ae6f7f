const PLAIN_EVERY_MS = 10_000;

export type Status = {
  /** What is so now; replaces what was shown before. */
  show(text: string): void;
  /** Worth a line of its own. */
  tell(text: string): void;
  end(): void;
};

/** One line that rewrites itself on a terminal; elsewhere a plain line now and then. */
export function showStatus(out: NodeJS.WriteStream = process.stdout): Status {
  const startedMs = performance.now();
  let shown = "";
  let shownMs = Number.NEGATIVE_INFINITY;
  const clock = () => {
    const seconds = Math.floor((performance.now() - startedMs) / 1_000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  const erase = () => {
    if (shown !== "") out.write(`\r${" ".repeat(shown.length)}\r`);
    shown = "";
  };
  return {
    show(text) {
      const line = `${clock()}  ${text}`.slice(0, (out.columns ?? 120) - 1);
      if (out.isTTY) {
        erase();
        out.write(line);
        shown = line;
      } else if (performance.now() - shownMs > PLAIN_EVERY_MS) {
        shownMs = performance.now();
        out.write(`${line}\n`);
      }
    },
    tell(text) {
      erase();
      out.write(`${clock()}  ${text}\n`);
    },
    end: erase,
  };
}
