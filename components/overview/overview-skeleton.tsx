import { StateBar } from "./state-bar.tsx";

/** The page before its first answer: the bar with its words, and cards of the usual height. Grey bars only after 150 ms. */
export function OverviewSkeleton() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the state of the orders
      </p>
      <StateBar view={null} />
      <div className="grid gap-4 max-md:contents xl:grid-cols-[minmax(0,1fr)_364px]" aria-hidden>
        <SkeletonCard rows={8} height="min-h-[360px]" />
        <div className="grid content-start gap-4 max-md:order-4 max-md:mt-4 lg:grid-cols-2 xl:grid-cols-1">
          <SkeletonCard rows={4} height="h-[229px]" />
          <SkeletonCard rows={3} height="h-[170px]" />
        </div>
      </div>
    </>
  );
}

/** Beside the chart, which comes by itself. */
export function StepsSkeleton() {
  return <SkeletonCard rows={9} height="min-h-[420px]" />;
}

function SkeletonCard({ rows, height }: { rows: number; height: string }) {
  return (
    <div className={`card overflow-hidden ${height}`} aria-hidden>
      <div className="card-h">
        <span className="sk sk-late block h-3 w-36" />
      </div>
      <div className="sk-late grid gap-6 p-4">
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have no identity
          <span key={index} className="sk block h-3 w-3/4" />
        ))}
      </div>
    </div>
  );
}
