import { Eye } from "lucide-react";
import { Time } from "@/components/time/time";
import { type Company, companyWords } from "./company-words.ts";

/** Which colleagues have the order in sight now, so that two people do not act at once. */
export function LookingLine({ looking }: { looking: Company }) {
  const words = companyWords(looking);
  return (
    <span role="status" className="min-w-0 text-xs text-muted-foreground">
      {words === null ? null : (
        <span className="flex items-start gap-1.5">
          <Eye className="mt-px size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
          <span>
            {words.text}
            {words.since === null ? null : (
              <>
                , since <Time at={words.since} />
              </>
            )}
          </span>
        </span>
      )}
    </span>
  );
}
