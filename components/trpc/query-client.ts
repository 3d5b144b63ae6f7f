import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { readProblem } from "./problem.ts";

/** Pages repaint on live changes, so nothing goes stale by itself and focus fetches nothing. */
export function createQueryClient(onError: (error: unknown) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        // A refusal stays a refusal; only what never reached the server is worth another try.
        retry: (failureCount, error) =>
          readProblem(error).code === "unreachable" && failureCount < 2,
      },
    },
  });
}
