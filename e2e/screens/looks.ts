export type Look = { width: number; height: number; theme: "light" | "dark" };

export const LOOKS: readonly Look[] = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
].flatMap((size) => (["light", "dark"] as const).map((theme) => ({ ...size, theme })));

export const wordsOf = ({ width, theme }: Look) => `${width} ${theme}`;
