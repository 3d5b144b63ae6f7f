import { NotebookPen } from "lucide-react";

type NoteMarkProps = { count: number; look?: string; bare?: boolean };

/** That an order has notes, and how many unless only the mark has room; nothing for none. */
export function NoteMark({ count, look = "", bare = false }: NoteMarkProps) {
  if (count === 0) return null;
  const words = count === 1 ? "1 note" : `${count} notes`;
  return (
    <span
      className={`inline-flex items-center gap-1 align-text-bottom text-xs text-wait ${look}`}
      title={words}
    >
      <NotebookPen className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
      {bare ? null : <span aria-hidden>{count}</span>}
      <span className="sr-only">{words}</span>
    </span>
  );
}
