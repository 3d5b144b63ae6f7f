import { parseOrderNumber, parseUuid } from "#server/ids";
import { parseEmail, parsePhone } from "#server/orders/contact-index";

/** What a text may be. More than one reading may be right: a phone number looks like a storefront's id. */
export type Readings = {
  orderNumber: string | null;
  /** As typed, in capitals, where the check symbol does not fit. */
  mistyped: string | null;
  uuid: string | null;
  email: string | null;
  phone: string | null;
  /** An id of the storefront or of a partner, or a tracking number. */
  reference: string | null;
};

const LONGEST_REFERENCE = 100;

/** Reads what somebody typed, pasted or heard. An e-mail address, or an order number with its RX, is nothing else. */
export function readSearchText(text: string): Readings {
  const plain = text.normalize("NFKC").trim();
  const none = { mistyped: null, uuid: null, email: null, phone: null, reference: null };
  const number = parseOrderNumber(plain);
  if (number.type === "order_number") {
    const { orderNumber } = number;
    // Without RX it may be a partner's number that happens to fit.
    return { ...none, orderNumber, reference: /^rx/i.test(plain) ? null : plain };
  }
  const email = parseEmail(plain);
  if (email !== null) return { ...none, orderNumber: null, email };
  const uuid = parseUuid(plain);
  const isReference = plain !== "" && plain.length <= LONGEST_REFERENCE && !plain.includes("@");
  return {
    orderNumber: null,
    mistyped: number.type === "mistyped" ? spelled(plain) : null,
    uuid,
    email: null,
    phone: parsePhone(plain),
    reference: isReference && uuid === null ? plain : null,
  };
}

function spelled(text: string): string {
  const body = text
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "")
    .replace(/^RX(?=.{8}$)/, "");
  return `RX-${body.slice(0, 4)}-${body.slice(4)}`;
}
