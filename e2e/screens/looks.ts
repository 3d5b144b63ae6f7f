export type Look = { width: number; height: number; theme: "light" | "dark" };

/** The second of a size finds the page as the first has left it: what comes next to each other has a size or a theme in common. */
export const LOOKS: readonly Look[] = [
  { width: 1440, height: 900, theme: "dark" },
  { width: 1440, height: 900, theme: "light" },
  { width: 390, height: 844, theme: "light" },
  { width: 390, height: 844, theme: "dark" },
];

/** `1440-light`, as the picture's file says it. */
export const fileWordOf = ({ width, theme }: Look) => `${width}-${theme}`;
export const wordsOf = ({ width, theme }: Look) => `${width} ${theme}`;
