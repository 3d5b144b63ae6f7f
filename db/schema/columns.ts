import { customType, timestamp } from "drizzle-orm/pg-core";

/**
 * An instant with milliseconds: JavaScript's dates hold no more, and a cursor
 * that loses microseconds on its way skips or repeats rows.
 */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** 32 bytes; the table's CHECK counts them. */
export const sha256 = customType<{ data: Buffer }>({ dataType: () => "bytea" });
