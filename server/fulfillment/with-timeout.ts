/** What is under way under each outer signal: one listener for all, since adding one costs as much as there are. */
const underWay = new WeakMap<AbortSignal, Set<AbortController>>();

/**
 * Runs one call under a signal that is aborted after `ms`, or with `outer`. Both
 * are let go of when the call has ended: AbortSignal.timeout would fire in any
 * case, and thousands of them a second are work for the collector alone.
 */
export async function withTimeout<T>(
  outer: AbortSignal,
  ms: number,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  if (outer.aborted) own.abort(outer.reason);
  const company = companyOf(outer).add(own);
  const timer = setTimeout(() => own.abort(new DOMException("timed out", "TimeoutError")), ms);
  try {
    return await call(own.signal);
  } finally {
    clearTimeout(timer);
    company.delete(own);
  }
}

function companyOf(outer: AbortSignal): Set<AbortController> {
  const known = underWay.get(outer);
  if (known) return known;
  const company = new Set<AbortController>();
  underWay.set(outer, company);
  const abortAll = () => {
    for (const each of company) each.abort(outer.reason);
  };
  outer.addEventListener("abort", abortAll, { once: true });
  return company;
}
