"use client";

import { RefreshCw } from "lucide-react";
import type { WorldEffect } from "#server/operations/world/views";
import { CopyButton } from "@/components/console/copy-button";
import { Age } from "@/components/time/time";
import { CheckLine } from "./check-line.tsx";
import { EffectMark } from "./effect-mark.tsx";
import type { OrderView } from "./order-view.ts";
import { type CheckStep, useCheck } from "./use-check.ts";

/** What this order made at partners and what became of it; each row can be asked about again. */
export function WorldCard({ view, onAsked }: { view: OrderView; onAsked: () => void }) {
  const { world, sagaUuid } = view;
  const check = useCheck(sagaUuid, onAsked);
  const askable = world.effects.filter((effect) => effect.mayCheck?.allowed === true);
  const steps = askable.map(({ step }) => step).filter(isStep);
  const offBecause = steps.length > 0 ? null : reasonForNone(world.effects);
  return (
    <section className="card order-4 overflow-hidden" aria-labelledby="world-title">
      <div className="card-h flex-wrap py-1.5">
        <h2 id="world-title">Still open in the world</h2>
        <span className="text-muted-foreground">{world.net}</span>
        <button
          type="button"
          className="btn btn-outline btn-sm ml-auto"
          aria-disabled={offBecause !== null || check.sending}
          title={offBecause ?? undefined}
          onClick={() => (offBecause === null ? check.ask(steps) : undefined)}
        >
          <RefreshCw className="size-3.5" strokeWidth={1.75} aria-hidden />
          Check all now
        </button>
      </div>
      <table className="tbl max-sm:table-fixed">
        <caption className="sr-only">Effects of this order at the partners</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" className="hidden sm:table-cell">
              Reference
            </th>
            <th scope="col" className="max-sm:w-[108px]">
              State
            </th>
            <th scope="col" className="hidden lg:table-cell">
              Can it be undone
            </th>
            <th scope="col" className="r max-sm:w-28">
              Checked
            </th>
          </tr>
        </thead>
        <tbody>
          {world.effects.map((effect) => (
            <EffectRow
              key={effect.step}
              effect={effect}
              sending={check.sending}
              onCheck={check.ask}
            />
          ))}
        </tbody>
      </table>
      <div role="status">
        {check.refusal === null ? null : (
          <p className="border-t px-4 py-2 text-xs text-muted-foreground">
            <span className="font-medium text-foreground">Nothing was asked.</span> {check.refusal}
          </p>
        )}
      </div>
    </section>
  );
}

function EffectRow(props: {
  effect: WorldEffect;
  sending: boolean;
  onCheck: (steps: CheckStep[]) => void;
}) {
  const { effect } = props;
  return (
    <tr>
      <th scope="row" className="!py-1.5">
        <span className="font-medium">{effect.what}</span>{" "}
        <span className="whitespace-nowrap text-muted-foreground">{effect.place}</span>
        <CheckLine effect={effect} />
      </th>
      <td className="hidden max-w-36 sm:table-cell">
        {effect.reference === null ? (
          <span className="text-muted-foreground">{isToCome(effect) ? "none yet" : "–"}</span>
        ) : (
          <span className="flex items-center gap-0.5">
            <span className="mono truncate" title={effect.reference}>
              {effect.reference}
            </span>
            <CopyButton value={effect.reference} />
          </span>
        )}
      </td>
      <td className="lg:whitespace-nowrap">
        <EffectMark state={effect.state} word={effect.stateWord} />
      </td>
      <td className="hidden !py-1.5 lg:table-cell min-[87.5rem]:whitespace-nowrap">
        {effect.undo === "–" ? <span className="text-muted-foreground">–</span> : effect.undo}
      </td>
      <td className="r whitespace-nowrap text-muted-foreground max-lg:whitespace-normal">
        <span className="inline-flex items-center gap-1">
          {effect.checkedAt === null ? (
            "–"
          ) : (
            <span>
              <Age since={effect.checkedAt} /> ago
            </span>
          )}
          <CheckButton {...props} />
        </span>
      </td>
    </tr>
  );
}

function CheckButton(props: {
  effect: WorldEffect;
  sending: boolean;
  onCheck: (steps: CheckStep[]) => void;
}) {
  const { mayCheck, step, what, place } = props.effect;
  // Keeps its place, so that the times of all rows stand below each other.
  if (mayCheck === null || !isStep(step)) return <span className="inline-block w-6" aria-hidden />;
  const off = !mayCheck.allowed || props.sending;
  const title = mayCheck.allowed ? `Check now: ${what} ${place}` : mayCheck.because;
  return (
    <button
      type="button"
      className="inline-grid size-6 place-items-center rounded-sm hover:bg-accent hover:text-foreground aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
      aria-label={mayCheck.allowed ? title : `Check now: ${what} ${place}. ${title}`}
      title={title}
      aria-disabled={off}
      onClick={() => (off ? undefined : props.onCheck([step]))}
    >
      <RefreshCw className="size-3.5" strokeWidth={1.75} aria-hidden />
    </button>
  );
}

function isToCome({ state }: WorldEffect): boolean {
  return state === "asked" || state === "unknown" || state === "not_sent";
}

function isStep(step: WorldEffect["step"]): step is CheckStep {
  return step !== "message";
}

function reasonForNone(effects: readonly WorldEffect[]): string {
  const [first] = effects.flatMap(({ mayCheck }) =>
    mayCheck === null || mayCheck.allowed ? [] : [mayCheck.because],
  );
  return first ?? "Nothing was asked for at any partner yet.";
}
