import type { LiveStatus } from "../situation/views.ts";
import type { SayReasons } from "./say-reasons.ts";

/** One approved text. Changing a word means raising the version. */
export type SayText = { version: number; en: string; es: string };

/** A text for each status and each reason that it can have: a missing one does not compile. */
export type Catalogue = { readonly [S in LiveStatus]: Readonly<Record<SayReasons[S], SayText>> };
