import { ROW_GRID } from "./inbox-row.tsx";

const widths = [420, 380, 460, 400, 440, 390, 430, 410] as const;

/** The inbox before its first rows, at their real height. Seen only after 150 ms. */
export function InboxSkeleton() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the orders that need a person
      </p>
      <ol className="sk-late divide-y" aria-hidden="true">
        {widths.map((width) => (
          <li key={width} className={`${ROW_GRID} max-md:min-h-[118px]`}>
            <span className="sk mt-0.5 size-4 self-start rounded-full" />
            <span className="grid gap-2">
              <span className="sk h-3 max-w-full" style={{ width }} />
              <span className="sk h-3 max-w-[80%]" style={{ width: width - 60 }} />
            </span>
            <span className="hidden justify-items-end gap-2 md:grid">
              <span className="sk h-3 w-16" />
              <span className="sk h-3 w-12" />
            </span>
            <span className="sk hidden h-7 md:block" />
          </li>
        ))}
      </ol>
    </>
  );
}
