/** Rows of the real height, seen only after 150 ms; a table has its head, and on a phone three lines a row. */
export function SettingsSkeleton({ rows, of = "list" }: { rows: number; of?: "list" | "table" }) {
  const isTable = of === "table";
  return (
    <>
      <p role="status" className="sr-only">
        Loading
      </p>
      <ul className="sk-late divide-y" aria-hidden="true">
        {isTable ? <li className="h-8" /> : null}
        {Array.from({ length: rows }, (_, row) => row).map((row) => (
          <li
            key={row}
            className={`grid h-14 content-center gap-2 px-4 ${isTable ? "max-sm:h-[77px]" : ""}`}
          >
            <span className="sk block h-3 w-40" />
            <span className="sk block h-3 w-64 max-w-full" />
          </li>
        ))}
      </ul>
    </>
  );
}
