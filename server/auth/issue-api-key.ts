import type { Database } from "#db/client";
import { endApiKeyBy, lockApiKey } from "#db/queries/api-keys";
import { AppError } from "#server/errors";
import { API_KEY_SCOPES, createApiKey, revokeApiKey } from "./api-keys.ts";
import { recordStaffAction } from "./record-staff-action.ts";

/** For so long an old key opens beside its successor: at once moved, by tomorrow, in the next release. */
export const OVERLAP_HOURS = [1, 24, 168] as const;
export type OverlapHours = (typeof OVERLAP_HOURS)[number];

type Services = { db: Database["db"]; pepper: string };
type Wish = Omit<Parameters<typeof createApiKey>[1], "createdBy" | "replaces"> & { by: string };
type Made = Awaited<ReturnType<typeof createApiKey>>;

/** Makes a key for a person who asked for it. */
export async function issueApiKey(services: Services, { by, ...wish }: Wish): Promise<Made> {
  return services.db.transaction(async (tx) => {
    const made = await createApiKey({ ...services, db: tx }, { ...wish, createdBy: by });
    await recordStaffAction(tx, { kind: "api_key_created", by, subject: made.id });
    return made;
  });
}

/**
 * Makes a key's successor, for the same storefront with the same rights. The old
 * one opens until the overlap is over, so that no order is refused on the way.
 */
export async function rotateApiKey(
  services: Services,
  { id, overlapHours, by }: { id: string; overlapHours: OverlapHours; by: string },
): Promise<Made & { oldEndsAt: Date }> {
  return services.db.transaction(async (tx) => {
    const found = await lockApiKey(tx, id);
    if (found === undefined) throw new AppError("not_found", "There is no such API key.");
    const { key, successorId } = found;
    const now = Date.now();
    if (key.revokedAt !== null || key.expiresAt.getTime() <= now || successorId !== null) {
      const because = successorId === null ? "It opens no more." : "It has a successor already.";
      throw new AppError("invalid_request", `This key cannot be rotated. ${because}`, {
        errors: [{ pointer: "/id", code: successorId === null ? "key_ended" : "key_rotated" }],
      });
    }
    const made = await createApiKey(
      { ...services, db: tx },
      {
        name: key.name,
        clientId: key.clientId,
        environment: key.environment,
        scopes: API_KEY_SCOPES.filter((scope) => key.scopes.includes(scope)),
        createdBy: by,
        replaces: key.id,
      },
    );
    const oldEndsAt = await endApiKeyBy(tx, key.id, new Date(now + overlapHours * 3_600_000));
    const details = { successor: made.id, overlapHours };
    await recordStaffAction(tx, { kind: "api_key_rotated", by, subject: key.id, details });
    return { ...made, oldEndsAt };
  });
}

/** Ends a key for good; asked twice, it is recorded once. */
export async function withdrawApiKey(
  db: Database["db"],
  { id, by }: { id: string; by: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await revokeApiKey(tx, id, by))) return;
    await recordStaffAction(tx, { kind: "api_key_revoked", by, subject: id });
  });
}
