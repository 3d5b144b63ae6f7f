export type Look = { width: number; height: number; theme: "light" | "dark" };

export const LOOKS: readonly Look[] = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
].flatMap((size) => (["light", "dark"] as const).map((theme) => ({ ...size, theme })));

/** `1440-light`, as the picture's file says it. */
export const fileWordOf = ({ width, theme }: Look) => `${width}-${theme}`;
export const wordsOf = ({ width, theme }: Look) => `${width} ${theme}`;
