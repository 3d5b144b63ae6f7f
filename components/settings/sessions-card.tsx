"use client";

import { useMutation } from "@tanstack/react-query";
import { Monitor } from "lucide-react";
import type { SessionView } from "#server/operations/settings/views";
import { outcomeOfError } from "@/components/asking/asking-outcome";
import { Time } from "@/components/time/time";
import { useTRPCClient } from "@/components/trpc/client";
import { RequestAlert } from "./request-alert.tsx";

/** Where somebody is signed in, and the way to end what should not be. */
export function SessionsCard(props: { sessions: readonly SessionView[]; onEnded: () => void }) {
  const client = useTRPCClient();
  const mutation = useMutation({
    mutationFn: async (sessionId: string | null) => {
      if (sessionId === null) await client.account.endOtherSessions.mutate();
      else await client.account.endSession.mutate({ sessionId });
    },
    onSuccess: props.onEnded,
  });
  const others = props.sessions.filter(({ isThis }) => !isThis);
  return (
    <section className="card" aria-labelledby="sessions-title">
      <div className="card-h">
        <h2 id="sessions-title">Where you are signed in</h2>
        {others.length < 2 ? null : (
          <button
            type="button"
            className="btn btn-ghost btn-sm ml-auto"
            aria-disabled={mutation.isPending}
            onClick={() => (mutation.isPending ? undefined : mutation.mutate(null))}
          >
            End all others
          </button>
        )}
      </div>
      <ul className="divide-y">
        {props.sessions.map((session) => (
          <li key={session.sessionId} className="flex items-center gap-3 px-4 py-2.5">
            <Monitor
              className="size-4 shrink-0 text-muted-foreground"
              strokeWidth={1.75}
              aria-hidden
            />
            <div className="min-w-0">
              <p>
                <span className="font-medium">{session.device}</span>
                {session.isThis ? (
                  <span className="text-muted-foreground"> · this session</span>
                ) : null}
              </p>
              <p className="text-xs text-muted-foreground">
                Since <Time at={session.startedAt} />
                {session.address === null ? null : <> · from {session.address}</>} · ends{" "}
                <Time at={session.endsAt} />
              </p>
            </div>
            {session.isThis ? null : (
              <button
                type="button"
                className="btn btn-outline btn-sm ml-auto shrink-0"
                aria-disabled={mutation.isPending}
                onClick={() =>
                  mutation.isPending ? undefined : mutation.mutate(session.sessionId)
                }
              >
                End<span className="sr-only"> the session {session.device}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {mutation.isError ? (
        <div className="border-t p-4">
          <RequestAlert outcome={outcomeOfError(mutation.error)} />
        </div>
      ) : null}
    </section>
  );
}
