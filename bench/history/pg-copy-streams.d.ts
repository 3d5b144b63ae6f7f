declare module "pg-copy-streams" {
  import type { Writable, WritableOptions } from "node:stream";
  import type { Submittable } from "pg";

  /** What is written becomes rows; it finishes when Postgres has taken them all. */
  export function from(text: string, options?: WritableOptions): Writable & Submittable;
}
