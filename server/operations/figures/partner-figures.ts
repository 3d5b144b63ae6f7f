import type { DbOrTx } from "#db/client";
import { readStepFigures, type StepFigure } from "#db/queries/step-figures";
import type { PartnerName } from "#server/partners/types";
import { partnerOf } from "../partners/partner-words.ts";
import type { DirectionFigures, PartnerFiguresView } from "./views.ts";

/** An hour of a quiet shop, some minutes of a busy one: read from the end of the store, so that it stays cheap. */
export const MOST_EVENTS = 10_000;

/** How each partner answered lately, read from the events themselves. */
export async function partnerFigures({ db }: { db: DbOrTx }): Promise<PartnerFiguresView> {
  const { figures, since } = await readStepFigures(db, MOST_EVENTS);
  return {
    figures: figures.flatMap((figure) => {
      const partner = partnerBehind(figure.step);
      return partner === null ? [] : [figuresOf(partner, figure)];
    }),
    since: since?.toISOString() ?? null,
  };
}

function partnerBehind(step: StepFigure["step"]): PartnerName | null {
  return step === "notice" ? "notifications" : partnerOf(step);
}

function figuresOf(partner: PartnerName, figure: StepFigure): DirectionFigures {
  const { direction, done, refused, retried, unknown, p50Ms, p95Ms } = figure;
  const failed = retried + unknown;
  const attempts = done + refused + failed;
  const failedPercent = attempts === 0 ? null : Math.round((1_000 * failed) / attempts) / 10;
  return { partner, direction, done, refused, failed, failedPercent, p50Ms, p95Ms };
}
