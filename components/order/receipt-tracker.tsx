import {
  Check,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleQuestionMark,
  CircleX,
  Clock,
  type LucideIcon,
  OctagonX,
  Undo2,
} from "lucide-react";
import type { Receipt, ReceiptResult } from "#server/operations/receipts/views";
import { Time } from "@/components/time/time";

type Stage = { word: string; at: string | null; icon: LucideIcon; tone: string; strong: boolean };

const resultMarks: Record<ReceiptResult["type"], { icon: LucideIcon; tone: string }> = {
  waiting: { icon: CircleDashed, tone: "text-muted-foreground" },
  fixed: { icon: CircleCheck, tone: "text-done" },
  undone: { icon: Undo2, tone: "text-idle" },
  same_error: { icon: CircleX, tone: "text-act" },
  new_error: { icon: OctagonX, tone: "text-act" },
  refused: { icon: OctagonX, tone: "text-act" },
  no_effect_seen: { icon: CircleQuestionMark, tone: "text-unknown" },
};

/** Asked, picked up, ran, result: each only once it is known. */
export function ReceiptTracker({ receipt }: { receipt: Receipt }) {
  const stages = stagesOf(receipt);
  return (
    <ol className="mt-2.5 flex">
      {stages.map((stage, index) => {
        const last = index === stages.length - 1;
        const Icon = stage.icon;
        return (
          <li key={stage.word} className={last ? "min-w-0 flex-1" : "w-[74px] shrink-0"}>
            <span className={`flex items-center ${stage.tone}`}>
              <Icon className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
              {last ? null : <span className="mx-1 h-px flex-1 bg-input" aria-hidden />}
            </span>
            <span
              className={`mt-1 block text-xs leading-4 text-pretty ${stage.strong ? "font-medium" : ""}`}
            >
              {stage.word}
            </span>
            <span className="block min-h-4 text-xs leading-4 text-muted-foreground">
              {stage.at === null ? null : <Time at={stage.at} form="clock" />}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function stagesOf(receipt: Receipt): Stage[] {
  const { result } = receipt;
  const open = result.type === "waiting";
  const stages: Stage[] = [known("Asked", receipt.askedAt)];
  if (receipt.pickedUpAt !== null) stages.push(known("Picked up", receipt.pickedUpAt));
  else if (open) stages.push(awaited("Picked up"));
  if (receipt.ranAt !== null) stages.push(known("Ran", receipt.ranAt));
  else if (open) stages.push(notRunYet(receipt));
  stages.push({
    word: result.type === "waiting" ? "Result" : result.text,
    at: receipt.closedAt,
    ...resultMarks[result.type],
    strong: !open,
  });
  return stages;
}

function known(word: string, at: string): Stage {
  return { word, at, icon: Check, tone: "text-muted-foreground", strong: false };
}

function awaited(word: string): Stage {
  return { word, at: null, icon: CircleDashed, tone: "text-muted-foreground", strong: false };
}

/** Picked up is not running while the partner gets no calls. */
function notRunYet({ pickedUpAt, waitsFor }: Receipt): Stage {
  if (waitsFor !== null) {
    return { word: "Waits", at: null, icon: Clock, tone: "text-wait", strong: false };
  }
  if (pickedUpAt === null) return awaited("Ran");
  return { word: "Running", at: null, icon: CircleDot, tone: "text-work", strong: false };
}
