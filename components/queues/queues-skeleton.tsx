/** The page before it is known: cards of the real height. Seen only after 150 ms. */
export function QueuesSkeleton() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading queues
      </p>
      <div className="sk-late grid grid-cols-1 gap-4" aria-hidden="true">
        <div className="card grid h-[46px] grid-cols-1 content-center px-4">
          <span className="sk block h-3 w-80 max-w-full" />
        </div>
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_352px]">
          <div className="card h-[498px] divide-y">
            {Array.from({ length: 12 }, (_, row) => row).map((row) => (
              <div key={row} className="grid h-9 content-center px-4">
                <span className="sk block h-3 w-48 max-w-full" />
              </div>
            ))}
          </div>
          <div className="card h-48" />
        </div>
      </div>
    </>
  );
}
