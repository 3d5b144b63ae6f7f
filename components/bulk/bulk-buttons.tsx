import Link from "next/link";
import type { BulkActionView, BulkView } from "#server/operations/bulk/views";
import { useLive } from "@/components/live/live-provider";
import type { OpenedBulk } from "./bulk-dialog.tsx";

/** Pause, go on, stop; and what can be done about the orders that were left. What is off says why. */
export function BulkButtons(props: {
  view: BulkView;
  within: "group" | "page";
  sending: boolean;
  onSteer: (steer: "pause" | "go_on" | "stop") => void;
  onBulk: (opened: OpenedBulk) => void;
}) {
  const { view, onSteer } = props;
  const { actions, counts } = view;
  const isOver = !["running", "paused"].includes(view.state);
  const verb = view.kind === "retry" ? "Retry" : "Undo";
  const tryRest = () =>
    props.onBulk({
      bulkUuid: crypto.randomUUID(),
      kind: view.kind,
      set: { type: "rest", bulkId: view.bulkId },
    });
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      {isOver ? (
        <SteerButton action={actions.rest} sending={false} onPress={tryRest}>
          {counts.untouched === 0
            ? `${verb} the rest…`
            : `${verb} the other ${counts.untouched.toLocaleString("en-GB")}…`}
        </SteerButton>
      ) : (
        <>
          {view.state === "paused" ? (
            <SteerButton
              action={actions.goOn}
              sending={props.sending}
              onPress={() => onSteer("go_on")}
            >
              Go on
            </SteerButton>
          ) : (
            <SteerButton
              action={actions.pause}
              sending={props.sending}
              onPress={() => onSteer("pause")}
            >
              Pause
            </SteerButton>
          )}
          <SteerButton
            action={actions.stop}
            sending={props.sending}
            onPress={() => onSteer("stop")}
          >
            Stop, leave the rest untouched
          </SteerButton>
        </>
      )}
      {props.within === "group" ? (
        <Link className="btn btn-ghost btn-sm" href={`/bulk/${view.bulkId}`}>
          Open {view.label}
        </Link>
      ) : null}
      {isOver && actions.rest.allowed ? (
        <span className="text-xs text-muted-foreground">
          A new operation: it begins with one order again
        </span>
      ) : null}
    </div>
  );
}

function SteerButton(props: {
  action: BulkActionView;
  sending: boolean;
  onPress: () => void;
  children: React.ReactNode;
}) {
  const { action } = props;
  const isOffline = useLive().state === "offline";
  const isOff = !action.allowed || props.sending || isOffline;
  return (
    <>
      <button
        type="button"
        className="btn btn-outline btn-sm"
        aria-disabled={isOff}
        title={isOffline ? "You are offline." : undefined}
        onClick={() => (isOff ? undefined : props.onPress())}
      >
        {props.children}
      </button>
      {action.allowed ? null : (
        <span className="text-xs text-muted-foreground">{action.because}</span>
      )}
    </>
  );
}
