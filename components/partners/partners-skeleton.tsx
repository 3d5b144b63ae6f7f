/** The partners before they are known: rows of the real height. Seen only after 150 ms. */
export function PartnersSkeleton() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading partners
      </p>
      <ul className="sk-late divide-y" aria-hidden="true">
        {["prescription", "inventory", "carrier", "notifications"].map((partner) => (
          <li key={partner} className="grid h-[84px] content-center gap-2 px-4">
            <span className="sk block h-3 w-28" />
            <span className="sk block h-3 w-64 max-w-full" />
          </li>
        ))}
      </ul>
    </>
  );
}
