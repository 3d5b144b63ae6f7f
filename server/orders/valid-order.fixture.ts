import type { PlaceOrderBody } from "./place-order-input.ts";

/** The smallest order that is accepted, with what tests look for in answers where it must not be. */
export function validOrder(): PlaceOrderBody {
  return {
    externalOrderId: "shop-1001",
    patient: {
      externalPatientId: "patient-7",
      givenNames: ["Zelda"],
      familyName: "Quimby",
      birthDate: "1984-02-29",
      email: "zelda.quimby@example.com",
    },
    shipTo: { line1: "12 Hidden Lane", city: "Springfield", state: "IL", postalCode: "62704" },
    medications: [validLine()],
  };
}

export function validLine(): PlaceOrderBody["medications"][number] {
  return {
    ndc: "61023-0101-30",
    quantity: 30,
    unit: "EA",
    daysSupply: 30,
    directions: "Take one tablet daily",
    prescriber: { npi: "1993999998", name: "Dr Mordecai" },
  };
}
