/** What was wrong with a changed password, in the words of the form. Nothing for what is not about a field. */
export function passwordErrors(
  found: Readonly<Record<string, string>>,
  shortest: number,
): { current?: string; next?: string } {
  const current = found["/current"];
  const next = found["/next"];
  return {
    ...(current === undefined ? {} : { current: CURRENT[current] ?? "Type it again." }),
    ...(next === undefined
      ? {}
      : {
          next: next === "too_short" ? tooShort(shortest) : (NEXT[next] ?? "Choose another one."),
        }),
  };
}

const tooShort = (shortest: number) =>
  `It is shorter than ${shortest} characters. Add another word.`;

const CURRENT: Readonly<Record<string, string>> = {
  wrong_password: "It does not fit. Type it again; capital letters matter.",
  too_many_tries: "Too many tries. Wait a minute, then try again.",
};

const NEXT: Readonly<Record<string, string>> = {
  too_long: "It is longer than 128 characters. Shorten it.",
  too_simple: "It repeats a few characters or counts up. Use words instead.",
  names_you: "Without your name and ours too little is left of it. Add words of another kind.",
  unchanged: "It is the one that you have. Choose another one.",
};
