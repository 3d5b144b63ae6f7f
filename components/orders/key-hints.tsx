"use client";

import { Kbd } from "@/components/console/kbd";
import { useLetterKeys } from "@/components/console/letter-keys";

const hints = [
  { keys: ["j", "k"], word: "move" },
  { keys: ["x"], word: "select" },
  { keys: ["Enter"], word: "open" },
  { keys: ["?"], word: "all keys" },
] as const;

/** The keys of the list, where there is room and while they do something. */
export function KeyHints() {
  const letters = useLetterKeys();
  if (!letters.on) return null;
  return (
    <p className="flex items-center gap-1.5 text-xs text-muted-foreground max-xl:hidden">
      {hints.map(({ keys, word }) => (
        <span key={word} className="flex items-center gap-1">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          {word}
        </span>
      ))}
    </p>
  );
}
