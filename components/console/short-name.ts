/** A person's name, short enough for a column: "Sara O.". */
export function shortName(name: string): string {
  const [first = "", ...others] = name.split(" ").filter((part) => part !== "");
  const last = others.at(-1);
  return last === undefined ? first : `${first} ${last.charAt(0)}.`;
}
