import { useId } from "react";

export type Pace = { perMinute: number; sameErrorLimit: number; newErrorLimit: number };

/** Slow enough that a partner that has just come back is not thrown over again. */
export const CAREFUL: Pace = { perMinute: 30, sameErrorLimit: 1, newErrorLimit: 3 };

function limitWord(value: number): string {
  if (value === 0) return "None: stop at the first";
  return value === 1 ? "1 order" : `${value} orders`;
}

const fields = [
  {
    name: "perMinute",
    label: "At most a minute",
    choices: [10, 30, 60, 120, 300],
    word: (value: number) => `${value} orders`,
  },
  {
    name: "sameErrorLimit",
    label: "Same error, at most",
    choices: [0, 1, 2, 3, 4, 5],
    word: limitWord,
  },
  {
    name: "newErrorLimit",
    label: "New errors, at most",
    choices: [0, 1, 3, 5, 10, 20],
    word: limitWord,
  },
] as const;

/** How fast it goes, and how much may go wrong before it stops itself. */
export function PaceFields({ pace, onChange }: { pace: Pace; onChange: (pace: Pace) => void }) {
  const id = useId();
  return (
    <div className="mt-3 grid gap-3 border-t pt-3 sm:grid-cols-3">
      {fields.map(({ name, label, choices, word }) => (
        <div key={name}>
          <label htmlFor={`${id}-${name}`} className="mb-1 block font-medium">
            {label}
          </label>
          <select
            id={`${id}-${name}`}
            className="input appearance-auto"
            value={pace[name]}
            onChange={(event) => onChange({ ...pace, [name]: Number(event.target.value) })}
          >
            {choices.map((value) => (
              <option key={value} value={value}>
                {word(value)}
              </option>
            ))}
          </select>
        </div>
      ))}
    </div>
  );
}
