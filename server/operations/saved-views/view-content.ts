import { z } from "zod";
import { listWish } from "../list/list-wish.ts";
import { OPTIONAL_COLUMNS } from "./views.ts";

/** What is kept under a name: codes only, so that it may be read by all. */
export const viewContent = z.strictObject({
  wish: listWish,
  hiddenColumns: z.array(z.enum(OPTIONAL_COLUMNS)).max(OPTIONAL_COLUMNS.length).default([]),
});
export type ViewContent = z.output<typeof viewContent>;
