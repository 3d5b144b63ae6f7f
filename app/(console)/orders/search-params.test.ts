import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIST_FILTERS, LIST_SORTS } from "#server/operations/list/views";
import { LIVE_STATUSES } from "#server/operations/situation/views";
import { choices } from "@/components/orders/filter-kinds";
import { type ListAddress, listAddress, nowhere } from "@/components/orders/list-address";
import { loadList } from "./search-params.ts";

const some = <T extends string>(options: readonly { value: T }[]) =>
  fc.subarray(options.map(({ value }) => value));
const instant = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());

const lists: fc.Arbitrary<ListAddress> = fc.record({
  filter: fc.constantFrom(...LIST_FILTERS),
  sort: fc.constantFrom(...LIST_SORTS),
  after: fc.option(fc.base64String({ minLength: 4 })),
  where: fc.record({
    statuses: fc.subarray([...LIVE_STATUSES]),
    steps: some(choices.steps),
    reasons: some(choices.reasons),
    code: fc.option(fc.stringMatching(/^[a-z0-9_.:-]{1,20}$/)),
    partners: some(choices.partners),
    placedFrom: fc.option(instant),
    placedBefore: fc.option(instant),
    olderThanMinutes: fc.option(fc.integer({ min: 1, max: 100_000 })),
  }),
});

const read = (address: string) => loadList(new URL(address, "http://localhost").searchParams);

describe("the address of a list", () => {
  test("leads to the same list, whatever is asked for", () => {
    fc.assert(
      fc.property(lists, (list) => {
        expect(read(listAddress(list))).toEqual(list);
      }),
    );
  });

  test("is plain for the plain list", () => {
    expect(listAddress(read("/orders"))).toBe("/orders");
    expect(read("/orders")).toMatchObject({ filter: "all", sort: "newest", where: nowhere });
    expect(read("/orders?state=open").sort).toBe("time_left");
  });

  test("says nothing that is no filter, and no text", () => {
    const odd = "/orders?state=x&status=stalled,x&code=Ada%20Example&older=-1&from=soon&sort=x";
    expect(read(odd)).toEqual({
      ...read("/orders"),
      where: { ...nowhere, statuses: expect.any(Array) },
    });
    expect(JSON.stringify(read(odd))).not.toContain("Ada");
  });
});
