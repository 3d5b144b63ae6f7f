import { ArrowUp } from "lucide-react";
import { Kbd } from "@/components/console/kbd";

/** New orders wait here until somebody asks for them, so that no row moves under the hand. */
export function NewRowsBar(props: { count: number; atLeast: boolean; onShow: () => void }) {
  const words = `${props.count}${props.atLeast ? " or more" : ""} new in this view.`;
  return (
    <div aria-live="polite">
      {props.count === 0 ? null : (
        <button
          type="button"
          onClick={props.onShow}
          className="flex h-8 w-full items-center justify-center gap-1.5 border-b bg-selected text-xs font-medium text-link hover:underline"
        >
          <ArrowUp className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
          {words} Show them
          <span className="hidden md:inline">
            <Kbd>.</Kbd>
          </span>
        </button>
      )}
    </div>
  );
}
