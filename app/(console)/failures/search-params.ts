import { createLoader, parseAsInteger, parseAsStringLiteral } from "nuqs/server";
import { failureTabs } from "@/components/failures/tabs";

/** What the address of the page says: which groups, and which of them is open. */
export const loadFailureParams = createLoader({
  show: parseAsStringLiteral(failureTabs.map(({ show }) => show)).withDefault("all"),
  group: parseAsInteger,
});
