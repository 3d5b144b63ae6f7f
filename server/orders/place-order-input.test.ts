import { describe, expect, test } from "vitest";
import { placeOrderInput } from "./place-order-input.ts";
import { validLine, validOrder } from "./valid-order.fixture.ts";

describe("an order's body", () => {
  test("needs only what nobody can guess, and fills in the rest", () => {
    const order = placeOrderInput.parse(validOrder());
    expect(order.shipping.service).toBe("standard");
    expect(order.shipTo).toMatchObject({ country: "US", line2: null, residential: null });
    expect(order.patient).toMatchObject({
      preferredChannel: "email",
      locale: "en-US",
      phone: null,
    });
    expect(order.medications[0]).toMatchObject({
      lineId: "L1",
      ndc: { canonical: "061023010130", display: "61023-0101-30" },
      refills: 0,
      substitutionAllowed: true,
      prescription: { kind: "new", rxNumber: null },
    });
  });

  test("is stored composed and without space at its ends", () => {
    const given = validOrder();
    const order = placeOrderInput.parse({
      ...given,
      patient: { ...given.patient, familyName: "  Que\u0301bec " },
      shipTo: { ...given.shipTo, line2: "  " },
    });
    expect(order.patient.familyName).toBe("Qu\u00e9bec");
    expect(order.shipTo.line2).toBeNull();
  });

  test("without a wish the customer is told by e-mail, or by phone where there is no address", () => {
    const { email: _, ...patient } = validOrder().patient;
    const order = placeOrderInput.parse({
      ...validOrder(),
      patient: { ...patient, phone: "+12175550123" },
    });
    expect(order.patient.preferredChannel).toBe("phone");
  });

  test("a medicine on file needs no prescriber; its number stands for it", () => {
    const { prescriber: _, ...line } = validLine();
    const onFile = { ...line, prescription: { kind: "on_file", rxNumber: "RX123" } };
    expect(
      placeOrderInput.parse({ ...validOrder(), medications: [onFile] }).medications[0],
    ).toMatchObject({ prescription: { kind: "on_file", rxNumber: "RX123" } });
  });

  test("takes every optional field", () => {
    const given = validOrder();
    const full = {
      ...given,
      patient: {
        ...given.patient,
        sex: "unknown",
        phone: "+12175550123",
        preferredChannel: "sms",
        locale: "es-US",
        timeZone: "America/Chicago",
      },
      shipTo: {
        ...given.shipTo,
        name: "Zelda Q.",
        line2: "Apt 3",
        postalCode: "62704-1234",
        country: "US",
        residential: true,
        instructions: "Ring twice",
      },
      shipping: { service: "overnight" },
      medications: [
        {
          ...validLine(),
          lineId: "first",
          refills: 3,
          substitutionAllowed: false,
          prescription: { kind: "new", writtenOn: "2026-01-02", expiresOn: "2027-01-02" },
        },
        { ...validLine(), ndc: "80356030115", unit: "ML", quantity: 150.5 },
      ],
    };
    const lines = placeOrderInput.parse(full).medications;
    expect(lines.map(({ lineId }) => lineId)).toEqual(["first", "L2"]);
  });
});
