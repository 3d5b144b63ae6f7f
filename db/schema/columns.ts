import { timestamp } from "drizzle-orm/pg-core";

/**
 * An instant with milliseconds: JavaScript's dates hold no more, and a cursor
 * that loses microseconds on its way skips or repeats rows.
 */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
