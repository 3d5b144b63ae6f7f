import { z } from "zod";

/** The name of a storefront: orders and idempotency keys belong to it, whichever of its keys is used. */
export const clientId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

export const DEFAULT_CLIENT_ID = "storefront";
