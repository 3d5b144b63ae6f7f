import { Hono } from "hono";
import { z } from "zod";
import { CATALOGUE } from "#server/partners/contract/catalogue";
import { readLedger } from "./ledger.ts";
import { catalogueItem } from "./ndc.ts";
import type { Desk, SandboxEnv } from "./partner-call.ts";
import { problem, schemaProblem, toResponse } from "./problem.ts";
import { scenarioRequest } from "./scenarios.ts";

const ledgerQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});
const stockRequest = z.strictObject({ ndc: z.string(), stock: z.number().min(0).max(1e9) });

/** What tests and tools steer the sandbox with. No token: it listens on this machine only. */
export function controlRoutes(desk: Desk): Hono<SandboxEnv> {
  const routes = new Hono<SandboxEnv>();

  routes.get("/ledger", async (c) => {
    const query = ledgerQuery.safeParse(c.req.query());
    if (!query.success) return toResponse(schemaProblem(query.error));
    return c.json({ entries: await readLedger(desk.pool, query.data.after) });
  });

  routes.get("/catalogue", async (c) => {
    const stock = await desk.pool.query<{ ndc: string; stock: number }>(
      "select ndc, stock::float8 as stock from sandbox.stock",
    );
    const units = new Map(stock.rows.map((row) => [row.ndc, row.stock]));
    const items = CATALOGUE.map(({ ndc, name, unit, schedule }) => {
      return { ndc, name, unit, stock: units.get(ndc) ?? 0, schedule };
    });
    return c.json({ items });
  });

  routes.post("/stock", async (c) => {
    const body = stockRequest.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return toResponse(schemaProblem(body.error));
    const item = catalogueItem(body.data.ndc);
    if (item === undefined) return toResponse(problem("not_found", "It is not in the catalogue."));
    // Through the writer, so that it cannot run into a reservation that is being decided.
    const reply = await desk.writer.submit({
      references: [{ partner: "inventory", clientReference: "" }],
      run: (world) => {
        world.setStock(item.ndc, body.data.stock);
        return { type: "ok", status: 200, body: { ndc: item.ndc, stock: body.data.stock } };
      },
    });
    return toResponse(reply);
  });

  routes.post("/scenarios", async (c) => {
    const body = scenarioRequest.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return toResponse(schemaProblem(body.error));
    return c.json({ id: desk.scenarios.add(body.data).id }, 201);
  });
  routes.get("/scenarios", (c) => c.json({ scenarios: desk.scenarios.list() }));
  routes.delete("/scenarios", (c) => {
    desk.scenarios.clear();
    return c.body(null, 204);
  });
  routes.delete("/scenarios/:id", (c) =>
    desk.scenarios.remove(c.req.param("id"))
      ? c.body(null, 204)
      : toResponse(problem("not_found", "There is no such scenario.")),
  );

  routes.get("/health", async (c) => {
    const facts = await desk.pool.query<{ ledger: string; violations: string; mails: string }>(
      `select coalesce((select max(seq) from sandbox.ledger), 0) as ledger,
              (select count(*) from sandbox.invariant_violations) as violations,
              (select coalesce(sum(repeat_count), 0) from sandbox.objects
                where partner = 'notifications' and repeat_count > 0) as mails`,
    );
    const [row] = facts.rows;
    return c.json({
      status: "ok",
      ledgerSeq: Number(row?.ledger ?? 0),
      invariantViolations: Number(row?.violations ?? 0),
      repeatedMails: Number(row?.mails ?? 0),
    });
  });
  return routes;
}
