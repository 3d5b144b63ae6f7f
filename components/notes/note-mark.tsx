import { NotebookPen } from "lucide-react";

/** How many notes an order has; nothing for none. */
export function NoteMark({ count, look = "" }: { count: number; look?: string }) {
  if (count === 0) return null;
  const words = count === 1 ? "1 note" : `${count} notes`;
  return (
    <span
      className={`inline-flex items-center gap-1 align-text-bottom text-xs text-wait ${look}`}
      title={words}
    >
      <NotebookPen className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
      <span aria-hidden>{count}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
