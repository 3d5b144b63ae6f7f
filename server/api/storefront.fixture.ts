import { drizzle } from "drizzle-orm/node-postgres";
import * as schema from "#db/schema/index";
import type {
  KeyedSubmission,
  PlaceReceipt,
  PlaceSubmission,
  ReceiptOf,
} from "#server/fulfillment/submissions";
import { createLog } from "#server/log";
import type { StorefrontServices } from "./storefront-services.ts";

const PLACED_AT = Date.UTC(2026, 10, 1, 12);

/** A storefront without a database: the idempotency key says what the committer answers. */
export function fakeStorefront(): { services: StorefrontServices; placed: PlaceSubmission[] } {
  const placed: PlaceSubmission[] = [];
  const services: StorefrontServices = {
    // Never connected: nothing that these tests ask reads the database.
    db: drizzle("postgres://nobody@127.0.0.1:1/nothing", { schema }),
    committer: {
      async submit<S extends KeyedSubmission>(submission: S) {
        if (submission.type !== "place") throw new Error("Bug: no order to cancel");
        placed.push(submission);
        return answerTo(submission, placed.length) as ReceiptOf<S>;
      },
    },
    verifier: {
      async verify(authorization) {
        const scopes = {
          "Bearer good": ["orders:create", "orders:read"],
          "Bearer reader": ["orders:read"],
        }[authorization ?? ""];
        return scopes ? { clientId: "shop", keyId: "0123456789abcdef", scopes } : null;
      },
    },
    contactIndexKey: "d".repeat(32),
    fingerprintSecret: "f".repeat(32),
    log: createLog({ process: "web", level: "silent" }),
  };
  return { services, placed };
}

function answerTo({ order, idempotency }: PlaceSubmission, tries: number): PlaceReceipt {
  const { orderUuid, orderNumber } = order;
  switch (idempotency.key) {
    case "replayed-key-0001":
      return { type: "replayed", orderUuid, orderNumber, placedAt: PLACED_AT };
    case "key-of-other-body":
      return { type: "key_reused" };
    case "external-id-in-use":
      return {
        type: "external_order_id_exists",
        orderUuid: "0193a000-0000-7000-8000-000000000001",
      };
    case "a-bug-in-the-place":
      throw new Error("Bug: Secret");
    case "the-database-is-away":
      throw Object.assign(new Error("Secret"), { code: "ECONNREFUSED" });
    case "a-twin-is-at-work":
      throw new Error("Secret", { cause: Object.assign(new Error("Secret"), { code: "55P03" }) });
    case "number-taken-once":
      if (tries === 1) return { type: "number_taken" };
      return { type: "placed", orderUuid, orderNumber, placedAt: PLACED_AT };
    default:
      return { type: "placed", orderUuid, orderNumber, placedAt: PLACED_AT };
  }
}
