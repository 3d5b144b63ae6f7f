import type { OrderContents } from "#db/queries/order-contents";
import type { RevealPart } from "./purposes.ts";
import type { RevealedCustomer } from "./views.ts";

/** What a purpose needs of an order's personal data, in clear, and nothing more of it. */
export function revealedCustomer(
  { order, patient, lines }: OrderContents,
  parts: readonly RevealPart[],
  until: Date,
): RevealedCustomer {
  const shows = (part: RevealPart) => parts.includes(part);
  return {
    until: until.toISOString(),
    name: [...patient.givenNames, patient.familyName].join(" "),
    email: patient.email,
    phone: patient.phone,
    birthDate: shows("birth_date") ? patient.birthDate : null,
    address: shows("address") ? addressOf(order) : null,
    medicines: shows("medicines") ? lines.map(medicineOf) : null,
  };
}

function addressOf(order: OrderContents["order"]): RevealedCustomer["address"] {
  const place = `${order.shipToCity}, ${order.shipToState} ${order.shipToPostalCode}`;
  const lines = [order.shipToName, order.shipToLine1, order.shipToLine2, place];
  return {
    lines: lines.filter((line) => line !== null),
    instructions: order.shipToInstructions,
  };
}

function medicineOf(line: OrderContents["lines"][number]) {
  return {
    medicine: `${line.ndcDisplay}, ${line.quantity} ${line.unit} for ${line.daysSupply} days`,
    directions: line.directions,
    prescriber: line.prescriberName,
  };
}
