/** How long an order is somebody's without a sign of life: long enough for a call to a partner's desk. */
export const CLAIM_MINUTES = 30;
