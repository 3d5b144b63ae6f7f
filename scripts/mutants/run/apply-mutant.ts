import type { Mutant } from "../mutant.ts";

/** The file's text with the break in it; throws unless there is exactly one place for it. */
export function applyMutant({ id, file, find, replace }: Mutant, text: string): string {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`${id}: its text stands ${places} times in ${file}, not once`);
  // A function, so that no "$" of the replacement means anything.
  return text.replace(find, () => replace);
}
