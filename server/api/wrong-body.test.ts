import { describe, expect, test } from "vitest";
import { validLine, validOrder } from "#server/orders/valid-order.fixture";
import { post } from "./post-order.fixture.ts";

const order = (change: object) => JSON.stringify({ ...validOrder(), ...change });
const patient = (change: object) => order({ patient: { ...validOrder().patient, ...change } });
const shipTo = (change: object) => order({ shipTo: { ...validOrder().shipTo, ...change } });
const line = (change: object) => order({ medications: [{ ...validLine(), ...change }] });

/** Values that stand in the body and must not come back; none that a random id could hold. */
const VALUES = [
  "Zelda",
  "Quimby",
  "Hidden Lane",
  "1984-02-29",
  "zelda.quimby",
  "Mordecai",
  "Secret",
];

describe("a body that is wrong", () => {
  test.each<[string, string, [string, string][]]>([
    ["an unknown field", order({ coldChain: true }), [["/coldChain", "unrecognized_keys"]]],
    [
      "the key of the tRPC twin, which REST takes from its header",
      order({ idempotencyKey: "order-2026-11-23-0001" }),
      [["/idempotencyKey", "unrecognized_keys"]],
    ],
    [
      "an unknown field deep down",
      line({ prescriber: { ...validLine().prescriber, deaNumber: "AB1234563" } }),
      [["/medications/0/prescriber/deaNumber", "unrecognized_keys"]],
    ],
    [
      "data where a field's name belongs",
      order({ "Zelda Secret": 1 }),
      [["", "unrecognized_keys"]],
    ],
    ["__proto__", validOrderWithProto(), [["/__proto__", "unrecognized_keys"]]],
    [
      "nothing",
      "{}",
      [
        ["/externalOrderId", "required"],
        ["/patient", "required"],
        ["/shipTo", "required"],
        ["/medications", "required"],
      ],
    ],
    ["a list", "[]", [["", "invalid_type"]]],
    ["null", "null", [["", "invalid_type"]]],
    ["a bad package code", line({ ndc: "Secret" }), [["/medications/0/ndc", "ndc_format"]]],
    ["ten bare digits", line({ ndc: "1234567890" }), [["/medications/0/ndc", "ndc_ambiguous"]]],
    [
      "a medicine we do not have",
      line({ ndc: "99999-9999-99" }),
      [["/medications/0/ndc", "ndc_unknown"]],
    ],
    ["a quantity of 0", line({ quantity: 0 }), [["/medications/0/quantity", "too_small"]]],
    ["a quantity of -1", line({ quantity: -1 }), [["/medications/0/quantity", "too_small"]]],
    ["a quantity as text", line({ quantity: "30" }), [["/medications/0/quantity", "invalid_type"]]],
    [
      "a quantity finer than weighed",
      line({ quantity: 0.0001 }),
      [["/medications/0/quantity", "too_precise"]],
    ],
    [
      "more than one order may hold",
      line({ quantity: 181 }),
      [["/medications/0/quantity", "quantity_limit"]],
    ],
    ["the wrong unit", line({ unit: "ML" }), [["/medications/0/unit", "unit_mismatch"]]],
    ["no unit", line({ unit: undefined }), [["/medications/0/unit", "required"]]],
    ["an unknown unit", line({ unit: "Secret" }), [["/medications/0/unit", "not_allowed"]]],
    [
      "days beyond a quarter",
      line({ daysSupply: 91 }),
      [["/medications/0/daysSupply", "too_large"]],
    ],
    ["half a day", line({ daysSupply: 0.5 }), [["/medications/0/daysSupply", "invalid_type"]]],
    [
      "refills of a schedule II medicine",
      line({ ndc: "80356-0401-30", refills: 1 }),
      [["/medications/0/refills", "refills_limit"]],
    ],
    [
      "six refills of a schedule IV medicine",
      line({ ndc: "80356-0403-30", refills: 6 }),
      [["/medications/0/refills", "refills_limit"]],
    ],
    ["no prescriber", line({ prescriber: undefined }), [["/medications/0/prescriber", "required"]]],
    [
      "a prescriber's number that cannot be",
      line({ prescriber: { npi: "1993999999", name: "Dr Mordecai" } }),
      [["/medications/0/prescriber/npi", "npi_invalid"]],
    ],
    [
      "a transfer",
      line({ prescription: { kind: "transfer" } }),
      [["/medications/0/prescription/kind", "not_allowed"]],
    ],
    [
      "a prescription from the future",
      line({ prescription: { writtenOn: "2999-01-01" } }),
      [["/medications/0/prescription/writtenOn", "in_the_future"]],
    ],
    [
      "the same medicine twice",
      order({ medications: [validLine(), { ...validLine(), ndc: "61023010130" }] }),
      [["/medications/1/ndc", "duplicate_ndc"]],
    ],
    [
      "one line's name twice",
      order({ medications: [validLine(), { ...validLine(), lineId: "L1", ndc: "61023-0102-30" }] }),
      [["/medications/1/lineId", "duplicate_line_id"]],
    ],
    ["no medicines", order({ medications: [] }), [["/medications", "too_few"]]],
    [
      "eleven medicines",
      order({ medications: Array(11).fill(validLine()) }),
      [["/medications", "too_many"]],
    ],
    [
      "ten thousand medicines",
      order({ medications: Array(10_000).fill({}) }),
      [["/medications", "too_many"]],
    ],
    [
      "a medicine that is none",
      order({ medications: ["Secret"] }),
      [["/medications/0", "invalid_type"]],
    ],
    [
      "no way to reach the patient",
      patient({ email: undefined }),
      [["/patient", "contact_required"]],
    ],
    [
      "a channel without its address",
      patient({ preferredChannel: "sms" }),
      [["/patient/preferredChannel", "contact_missing"]],
    ],
    [
      "an address that is none",
      patient({ email: "Zelda" }),
      [["/patient/email", "invalid_format"]],
    ],
    [
      "a birth in the future",
      patient({ birthDate: "2999-01-01" }),
      [["/patient/birthDate", "out_of_range"]],
    ],
    [
      "a day that does not exist",
      patient({ birthDate: "1985-02-29" }),
      [["/patient/birthDate", "invalid_format"]],
    ],
    [
      "a name of control characters",
      patient({ familyName: "Quimby\u0000" }),
      [["/patient/familyName", "forbidden_character"]],
    ],
    [
      "a name that turns the reading direction",
      patient({ familyName: "\u202eybmiuQ" }),
      [["/patient/familyName", "forbidden_character"]],
    ],
    [
      "a name of half a character",
      patient({ familyName: "Quimby\ud800" }),
      [["/patient/familyName", "forbidden_character"]],
    ],
    [
      "a name with marks that no eye can see",
      patient({ familyName: "Quimby\u{e0041}" }),
      [["/patient/familyName", "forbidden_character"]],
    ],
    ["a blank name", patient({ familyName: "   " }), [["/patient/familyName", "too_short"]]],
    [
      "a name of nothing but joiners",
      patient({ familyName: "\u200d\u00ad" }),
      [["/patient/familyName", "too_short"]],
    ],
    [
      "too long a name",
      patient({ familyName: "Q".repeat(81) }),
      [["/patient/familyName", "too_long"]],
    ],
    [
      "four given names",
      patient({ givenNames: ["a", "b", "c", "d"] }),
      [["/patient/givenNames", "too_many"]],
    ],
    [
      "a time zone that is none",
      patient({ timeZone: "Mars/Base" }),
      [["/patient/timeZone", "invalid_time_zone"]],
    ],
    ["a state that is none", shipTo({ state: "ZZ" }), [["/shipTo/state", "not_allowed"]]],
    ["another country", shipTo({ country: "CA" }), [["/shipTo/country", "not_allowed"]]],
    [
      "a postal code that is none",
      shipTo({ postalCode: "Secret" }),
      [["/shipTo/postalCode", "invalid_format"]],
    ],
    [
      "another shipping",
      order({ shipping: { service: "drone" } }),
      [["/shipping/service", "not_allowed"]],
    ],
    [
      "an id of our own making",
      order({ externalOrderId: "shop 1001" }),
      [["/externalOrderId", "invalid_format"]],
    ],
  ])("with %s says where and which", async (_, body, errors) => {
    const { response, text, problem, placed } = await post({ body });
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(problem.code).toBe("invalid_request");
    expect(problem.errors).toEqual(errors.map(([pointer, code]) => ({ pointer, code })));
    expect(VALUES.filter((value) => text.includes(value))).toEqual([]);
    expect(placed).toEqual([]);
  });

  test.each([
    ["no JSON at all", "Zelda Secret", "invalid_json"],
    ["half of it", '{"patient": "Zelda Secret', "invalid_json"],
    ["nothing", "", "invalid_json"],
    ["bytes that are no text", new Uint8Array([0x22, 0xff, 0xfe, 0x22]), "invalid_encoding"],
  ])("of %s is refused without a word of it", async (_, body, code) => {
    const { response, text, problem } = await post({ body });
    expect(response.status).toBe(400);
    expect(problem.errors).toEqual([{ pointer: "", code }]);
    expect(VALUES.filter((value) => text.includes(value))).toEqual([]);
  });

  test.each([
    ["lists in lists", "[".repeat(30_000) + "]".repeat(30_000)],
    ["objects in an unknown field", `{"a":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`],
  ])("of %s, thousands deep, is refused and harms nothing", async (_, body) => {
    expect((await post({ body })).response.status).toBe(400);
  });

  test("of 10 MB is refused after the first 64 KiB, with or without its length said", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16_384;
        controller.enqueue(new Uint8Array(16_384).fill(0x20));
        if (sent >= 10 * 1024 * 1024) controller.close();
      },
    });
    const streamed = await post({ body: endless });
    expect(streamed.response.status).toBe(413);
    expect(streamed.problem.code).toBe("body_too_large");
    expect(sent).toBeLessThan(256 * 1024);

    const declared = await post({ headers: { "content-length": "10485760" } });
    expect(declared.response.status).toBe(413);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])(
    "sent as %j is not read",
    async (type) => {
      const { response, problem } = await post({ headers: { "content-type": type } });
      expect([response.status, problem.code]).toEqual([415, "unsupported_media_type"]);
    },
  );
});

function validOrderWithProto(): string {
  return `{"__proto__": {"isAdmin": true}, ${JSON.stringify(validOrder()).slice(1)}`;
}
