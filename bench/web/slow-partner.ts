import { z } from "zod";

export type SlowPartner = {
  /** How many of the calls wait for their answer, or have waited. */
  countCalls(): Promise<number>;
};

const added = z.object({ id: z.uuid() });
const listed = z.object({
  scenarios: z.array(z.object({ id: z.uuid(), remaining: z.int() })),
});

/** Has the bundled pharmacy take its time over the next `calls` prescriptions; those after them are quick again. */
export async function slowPharmacyDown(
  sandboxUrl: string,
  { calls, latencyMs }: { calls: number; latencyMs: number },
): Promise<SlowPartner> {
  const url = `${sandboxUrl}/__sandbox/scenarios`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      partner: "prescription",
      operation: "create",
      behaviour: "latency",
      ms: latencyMs,
      times: calls,
    }),
  });
  const { id } = added.parse(await response.json());
  return {
    async countCalls() {
      const { scenarios } = listed.parse(await (await fetch(url)).json());
      // Once it is used up it is forgotten, at the next call.
      return calls - (scenarios.find((each) => each.id === id)?.remaining ?? 0);
    },
  };
}
