/** What staff may read aloud or send: approved words, the same in each language. */
export type SayView = {
  /** Names the entry of the catalogue, so that a report can say which text it means. */
  key: string;
  /** Rises with each change of its words. */
  version: number;
  texts: { locale: "en" | "es"; language: string; text: string }[];
};
