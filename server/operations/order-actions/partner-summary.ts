import { orderCard } from "../card/order-card.ts";
import type { OrderView } from "../order-view/views.ts";
import { partnerNameOf, sentenceCase } from "../partners/partner-words.ts";
import { codeClause } from "../situation/code-words.ts";
import type { Situation } from "../situation/situation.ts";

/**
 * What a partner's desk needs to find this order, to be pasted into a ticket: our
 * references, what is so, and UTC times. No person is in it, neither customer nor colleague.
 */
export function partnerSummary(
  situation: Situation,
  { orderNumber, references }: Pick<OrderView, "orderNumber" | "references">,
): string {
  const { saga, now } = situation;
  const { work, lastError } = saga;
  const partner = work && partnerNameOf(work.step);
  return [
    `Order ${orderNumber}, as of ${iso(now)}`,
    ...references.map(({ label, value }) => `${label}: ${value}`),
    `Placed: ${iso(saga.startedAt)}`,
    `State: ${orderCard(situation).headline}`,
    ...(lastError === null
      ? []
      : [
          `Last answer: ${sentenceCase(codeClause(lastError.code, partner))} (${lastError.code}), ${iso(lastError.at)}`,
        ]),
  ].join("\n");
}

const iso = (instant: number) => new Date(instant).toISOString();
