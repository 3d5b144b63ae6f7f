const cardHeights = ["h-[212px]", "h-[292px]", "h-[217px]", "h-[400px]"] as const;
const sideHeights = ["h-[178px]", "h-[86px]", "h-[236px]", "h-[200px]"] as const;

/** The order page before its first answer: the same cards at the same heights. */
export function OrderSkeleton({ orderNumber }: { orderNumber: string }) {
  return (
    <>
      <p role="status" className="sr-only">
        Loading order {orderNumber}
      </p>
      <div className="mb-3 h-7" />
      <div className="mb-4 flex h-21 items-start justify-between">
        <h1 className="whitespace-nowrap font-mono text-xl font-semibold tracking-tight">
          {orderNumber}
        </h1>
        <span className="sk sk-late hidden h-8 w-56 md:block" />
      </div>
      <div className="sk-late grid gap-4 xl:grid-cols-[minmax(0,1fr)_352px]" aria-hidden>
        <div className="grid content-start gap-4">
          {cardHeights.map((height) => (
            <SkeletonCard key={height} height={height} />
          ))}
        </div>
        <div className="grid content-start gap-4">
          {sideHeights.map((height) => (
            <SkeletonCard key={height} height={height} />
          ))}
        </div>
      </div>
    </>
  );
}

function SkeletonCard({ height }: { height: string }) {
  return (
    <div className={`card p-4 ${height}`}>
      <span className="sk mb-4 block h-4 w-2/5" />
      <span className="sk mb-2.5 block h-3 w-4/5" />
      <span className="sk mb-2.5 block h-3 w-3/5" />
      <span className="sk block h-3 w-2/3" />
    </div>
  );
}
