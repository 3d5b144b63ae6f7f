import { z } from "zod";
import { AppError } from "#server/errors";
import { PARTNERS, type PartnerName } from "#server/partners/types";

const TIMEOUT_MS = 3_000;

const scenario = z.object({
  id: z.string(),
  partner: z.enum(PARTNERS),
  operation: z.string().optional(),
  behaviour: z.string(),
  seconds: z.number(),
  remaining: z.number(),
  createdAt: z.number(),
});
export type Scenario = z.infer<typeof scenario>;
const listed = z.object({ scenarios: z.array(scenario) });
const added = z.object({ id: z.string() });

export type ScenarioWish = {
  partner: PartnerName;
  behaviour: string;
  operation?: string;
  times?: number;
  seconds?: number;
  ms?: number;
};

/** The bundled partners' control API: this machine's own, asked by the server and never by a browser. */
export function sandboxControl(sandboxUrl: string) {
  const call = async (method: string, path: string, body?: object): Promise<Response> => {
    const response = await fetch(`${sandboxUrl}/__sandbox/scenarios${path}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    }).catch((cause: unknown) => {
      throw new AppError("unavailable", "The sandbox does not answer.", { cause });
    });
    // A scenario that is gone already is as good as removed.
    if (response.ok || (method === "DELETE" && response.status === 404)) return response;
    throw new Error(`The sandbox answered ${response.status} to ${method} of a scenario`);
  };
  return {
    list: async (): Promise<Scenario[]> =>
      listed.parse(await (await call("GET", "")).json()).scenarios,
    add: async (wish: ScenarioWish): Promise<string> =>
      added.parse(await (await call("POST", "", wish)).json()).id,
    remove: async (id: string): Promise<void> => {
      await call("DELETE", `/${encodeURIComponent(id)}`);
    },
  };
}
