"use client";

import { Lock, OctagonX, RotateCw } from "lucide-react";
import { readProblem } from "@/components/trpc/problem";
import { EmptyState } from "./empty-state.tsx";

/** What could not be loaded, what is still true, one button, and an id to quote; or which role is missing. */
export function LoadError(props: { title: string; error: unknown; onRetry: () => void }) {
  const problem = readProblem(props.error);
  if (problem.code === "forbidden") {
    return (
      <EmptyState icon={Lock} title="You cannot see this">
        It needs the role Admin, and you are signed in with another. An admin of your team can give
        you the role.
      </EmptyState>
    );
  }
  return (
    <div role="alert">
      <EmptyState
        icon={OctagonX}
        title={props.title}
        actions={
          <>
            <button type="button" className="btn btn-primary btn-sm" onClick={props.onRetry}>
              <RotateCw className="size-3.5" strokeWidth={1.75} aria-hidden />
              Try again
            </button>
            <span className="flex items-center gap-1 text-xs text-muted-foreground">
              Quote <span className="mono">{problem.requestId ?? problem.code}</span>
            </span>
          </>
        }
      >
        {reasonOf(problem.code)} Orders go on by themselves; only this view is affected.
      </EmptyState>
    </div>
  );
}

function reasonOf(code: string): string {
  if (code === "unreachable") return "The server did not answer.";
  if (code === "not_found") return "The number is mistyped, or it was never given.";
  if (code === "unavailable") return "The database did not answer.";
  if (code === "invalid_cursor" || code === "invalid_request") {
    return "The address asks for what cannot be there. Open the page from the menu instead.";
  }
  return "The server met an error of its own.";
}
