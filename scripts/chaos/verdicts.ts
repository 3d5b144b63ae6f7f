/** One line of the table: what was found, what is allowed, and who broke it. */
export type Verdict = {
  label: string;
  found: string;
  /** Null: only told, not judged. */
  allowed: string | null;
  holds: boolean;
  offenders: readonly string[];
};

/** Without a word to the contrary a verdict holds as long as nobody offended. */
export function verdict(
  label: string,
  found: string,
  judged: { allowed?: string; holds?: boolean; offenders?: readonly string[] } = {},
): Verdict {
  const offenders = judged.offenders ?? [];
  return {
    label,
    found,
    allowed: judged.allowed ?? null,
    holds: judged.holds ?? offenders.length === 0,
    offenders,
  };
}

export const many = (count: number) => count.toLocaleString("en-GB");
export const percent = (share: number) => `${(share * 100).toFixed(1).replace(/\.0$/, "")} %`;
export const inSeconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
