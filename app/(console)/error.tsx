"use client";

import { OctagonX, RotateCw } from "lucide-react";
import { EmptyState } from "@/components/console/empty-state";

export default function ConsoleError(props: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="card" role="alert">
      <EmptyState
        heading="h1"
        icon={OctagonX}
        title="This page could not be shown"
        actions={
          <>
            <button type="button" className="btn btn-primary btn-sm" onClick={props.reset}>
              <RotateCw className="size-3.5" strokeWidth={1.75} aria-hidden />
              Try again
            </button>
            {props.error.digest === undefined ? null : (
              <span className="text-xs text-muted-foreground">
                Quote <span className="mono">{props.error.digest}</span>
              </span>
            )}
          </>
        }
      >
        The page met an error of its own. Orders go on by themselves; only this view is affected.
      </EmptyState>
    </div>
  );
}
