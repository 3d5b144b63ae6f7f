import type { Partner } from "./call-partner.ts";
import type { Sender } from "./carrier/build-shipment-request.ts";
import { initiateShipment } from "./carrier/initiate-shipment.ts";
import { voidShipment } from "./carrier/void-shipment.ts";
import { createHttpClient } from "./http-client.ts";
import { releaseInventory } from "./inventory/release-inventory.ts";
import { reserveInventory } from "./inventory/reserve-inventory.ts";
import { lookUpHoldings } from "./look-up-holdings.ts";
import { createSmtpNotifier } from "./notifications/smtp.ts";
import { cancelPrescription } from "./prescription/cancel-prescription.ts";
import { createPrescription } from "./prescription/create-prescription.ts";
import type { PartnerJob, Partners, StepCaller } from "./types.ts";

type PartnerConfig = { url: string; token: string };

export type PartnersConfig = {
  prescription: PartnerConfig;
  inventory: PartnerConfig;
  carrier: PartnerConfig;
  smtpUrl: string;
  /** The sender of notices. */
  mailFrom?: string;
  /** Where parcels come from. Part of the request: changed while orders are under way, the carrier refuses their re-sends. */
  shipFrom?: Sender;
  timeouts?: Partial<Timeouts>;
  allowInsecure?: boolean;
  /** Told of bugs inside an adapter. The request id names saga and dispatch; the error must not be shown to a customer. */
  onError: (error: unknown, requestId: string) => void;
};

type Timeouts = {
  connectMs: number;
  prescriptionMs: number;
  inventoryMs: number;
  carrierMs: number;
  carrierLabelMs: number;
  mailMs: number;
};

/** Total per call. Past it the answer is worth less than the place in the queue. */
const DEFAULT_TIMEOUTS: Timeouts = {
  connectMs: 2_000,
  prescriptionMs: 10_000,
  // A reservation is a row in a table; what takes longer hangs.
  inventoryMs: 5_000,
  carrierMs: 10_000,
  carrierLabelMs: 15_000,
  mailMs: 30_000,
};

const DEFAULT_MAIL_FROM = "Your pharmacy <orders@backstitch.localhost>";

const DEFAULT_SHIP_FROM: Sender = {
  name: "Backstitch Pharmacy",
  address: {
    line1: "100 Dispensary Way",
    line2: null,
    city: "Columbus",
    state: "OH",
    postalCode: "43215",
    country: "US",
  },
  phone: null,
};

/** The ports wired to real partners. Every call resolves: a bug on our side may have sent, so it is unknown. */
export function createPartners(config: PartnersConfig): Partners {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...config.timeouts };
  const connect = (partner: PartnerConfig, timeoutMs: number): Partner => ({
    client: createHttpClient({
      ...partner,
      connectTimeoutMs: timeouts.connectMs,
      allowInsecure: config.allowInsecure ?? false,
    }),
    timeoutMs,
  });
  const prescription = connect(config.prescription, timeouts.prescriptionMs);
  const inventory = connect(config.inventory, timeouts.inventoryMs);
  const carrier = {
    ...connect(config.carrier, timeouts.carrierMs),
    labelTimeoutMs: timeouts.carrierLabelMs,
    sender: config.shipFrom ?? DEFAULT_SHIP_FROM,
  };
  const notifier = createSmtpNotifier({
    url: config.smtpUrl,
    from: config.mailFrom ?? DEFAULT_MAIL_FROM,
    timeoutMs: timeouts.mailMs,
    allowInsecure: config.allowInsecure ?? false,
  });
  const guard = (caller: StepCaller) => guardStep(caller, config.onError);
  const steps: Record<PartnerJob, StepCaller> = {
    "create-prescription": guard(createPrescription(prescription)),
    "reserve-inventory": guard(reserveInventory(inventory)),
    "initiate-shipment": guard(initiateShipment(carrier)),
    "void-shipment": guard(voidShipment(carrier)),
    "release-inventory": guard(releaseInventory(inventory)),
    "cancel-prescription": guard(cancelPrescription(prescription)),
  };
  return {
    steps,
    lookUps: lookUpHoldings({ prescription, inventory, shipment: carrier }),
    async notify(notice, signal) {
      try {
        return await notifier.notify(notice, signal);
      } catch (error) {
        config.onError(error, `notice:${notice.order.orderUuid}:${notice.kind}`);
        return { type: "unknown", code: "adapter_error" };
      }
    },
    async close() {
      notifier.close();
      await Promise.all([prescription, inventory, carrier].map(({ client }) => client.close()));
    },
  };
}

/** Exported for its test: no adapter has a known way to throw. */
export function guardStep(caller: StepCaller, onError: PartnersConfig["onError"]): StepCaller {
  return async (call) => {
    try {
      return await caller(call);
    } catch (error) {
      onError(error, call.requestId);
      return { type: "unknown", code: "adapter_error" };
    }
  };
}
