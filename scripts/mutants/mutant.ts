/** One deliberate break of the product, and the test that must fail for it. */
export type Mutant = {
  /** `M01-what-is-broken`; the numbers follow one another through the whole catalogue. */
  id: string;
  /** The numbered pitfalls of others that this break would repeat; none for a promise of our own. */
  pitfalls: readonly number[];
  /** What the product does wrong once it is broken, as a sentence. */
  breaks: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replace: string;
  killedBy: NamedTest;
};

export type NamedTest = {
  project: "unit" | "int" | "crash";
  file: string;
  /** As a report names it: the describes and the title, joined by " > ". */
  test: string;
};

/** A pitfall that nothing of ours can be broken for. */
export type LeftOut = { pitfall: number; because: string };
