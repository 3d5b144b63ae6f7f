import { callerOf, ledgerPage, openSandbox, TOKEN } from "#sandbox/given-sandbox";
import { createPartners, type PartnersConfig } from "#server/partners/create-partners";
import type { Step } from "#server/saga/types";
import type { GivenWorld } from "./given-world.ts";

const TAKE_BACK: Record<Step, string> = {
  prescription: "/prescription/v1/prescriptions/cancel-by-reference",
  inventory: "/inventory/v1/reservations/cancel-by-reference",
  shipment: "/carrier/v1/shipments/cancel-by-reference",
};

/** The bundled partners over real sockets, with what a worker needs to know to reach them. */
export async function givenSandboxPartners(world: GivenWorld) {
  const sandbox = await openSandbox(world.database.sandboxUrl);
  const caller = callerOf(sandbox);
  const at = (url: string) => (partner: string) => ({ url: `${url}/${partner}`, token: TOKEN });
  const configAt = (url: string): PartnersConfig => ({
    prescription: at(url)("prescription"),
    inventory: at(url)("inventory"),
    carrier: at(url)("carrier"),
    smtpUrl: sandbox.smtpUrl,
    onError: (error, requestId) => world.log.error({ err: error, requestId }, "test.adapter_error"),
  });
  return {
    url: sandbox.url,
    /** `url`: what stands before the partners, if something does. */
    connect: (url = sandbox.url) => createPartners(configAt(url)),
    /** For a worker that is a process of its own. */
    workerEnv: (url = sandbox.url): Record<string, string> => ({
      PATH: process.env.PATH ?? "",
      DATABASE_URL: world.database.url,
      LOG_LEVEL: "info",
      WORKER_CONCURRENCY: "50",
      PARTNER_PRESCRIPTION_URL: at(url)("prescription").url,
      PARTNER_PRESCRIPTION_TOKEN: TOKEN,
      PARTNER_INVENTORY_URL: at(url)("inventory").url,
      PARTNER_INVENTORY_TOKEN: TOKEN,
      PARTNER_CARRIER_URL: at(url)("carrier").url,
      PARTNER_CARRIER_TOKEN: TOKEN,
      SMTP_URL: sandbox.smtpUrl,
    }),
    async script(scenario: object): Promise<void> {
      const { status } = await caller.post("/__sandbox/scenarios", scenario);
      if (status !== 201) throw new Error(`the sandbox refused the scenario with ${status}`);
    },
    /** As if somebody at the partner's own desk had taken back what was made for an order. */
    async takeBackBehindOurBack(
      order: { sagaUuid: string; orderNumber: string },
      step: Step,
    ): Promise<void> {
      const { status } = await caller.post(TAKE_BACK[step], {
        clientReference: `${order.sagaUuid}:${step}`,
        orderNumber: order.orderNumber,
      });
      if (status !== 200) throw new Error(`the sandbox took nothing back: ${status}`);
    },
    async stock(ndc: string, units: number): Promise<void> {
      const { status } = await caller.post("/__sandbox/stock", { ndc, stock: units });
      if (status !== 200) throw new Error(`the sandbox did not take the stock: ${status}`);
    },
    async scriptsEnd(): Promise<void> {
      await caller.delete("/__sandbox/scenarios");
    },
    /** Every real effect, oldest first. */
    async ledger() {
      const entries: { effect: string; clientReference: string; orderNumber: string }[] = [];
      for (let after = 0; ; ) {
        const { body } = await caller.get(`/__sandbox/ledger?after=${after}`);
        const page = ledgerPage.parse(body).entries;
        entries.push(...page);
        const last = page.at(-1);
        if (!last) return entries;
        after = last.seq;
      }
    },
    async violations(): Promise<unknown> {
      return (await caller.get("/__sandbox/health")).body;
    },
    close: () => sandbox.close(),
  };
}
