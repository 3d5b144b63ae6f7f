import { recogniseOrderNumber } from "@/components/console/order-number";

/** What the typing looks like, told before Enter. The server reads it again and looks for all that it may be. */
export type Recognised =
  | { type: "nothing" }
  | { type: "order_number"; orderNumber: string }
  | { type: "mistyped"; orderNumber: string }
  | { type: "email" }
  | { type: "phone" }
  | { type: "uuid" }
  | { type: "reference" }
  | { type: "unfinished" };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Fewer symbols are no id that any partner gives.
const SHORTEST_REFERENCE = 4;

export function recognise(typed: string): Recognised {
  const text = typed.trim();
  if (text === "") return { type: "nothing" };
  const number = recogniseOrderNumber(text);
  if (number.type === "order_number") return number;
  if (text.includes("@")) {
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? { type: "email" } : { type: "unfinished" };
  }
  if (isPhone(text)) return { type: "phone" };
  if (UUID.test(text)) return { type: "uuid" };
  if (number.type === "mistyped") return number;
  if (/^rx/i.test(text) || text.length < SHORTEST_REFERENCE) return { type: "unfinished" };
  return { type: "reference" };
}

/** Ten digits or more, in any grouping. */
function isPhone(text: string): boolean {
  if (!/^\+?[\d\s().\-/]+$/.test(text)) return false;
  const digits = text.replace(/\D/g, "");
  if (text.startsWith("+")) return digits.length >= 7 && digits.length <= 15;
  const isNational = digits.length === 10 || (digits.length === 11 && digits.startsWith("1"));
  return isNational || (digits.startsWith("00") && digits.length >= 9 && digits.length <= 17);
}
