/** The zones to choose from: where the pharmacies are. `null` is the zone of the browser. */
export const zones: readonly { zone: string | null; label: string }[] = [
  { zone: null, label: "My own zone" },
  { zone: "UTC", label: "UTC" },
  { zone: "America/New_York", label: "New York" },
  { zone: "America/Chicago", label: "Chicago" },
  { zone: "America/Denver", label: "Denver" },
  { zone: "America/Phoenix", label: "Phoenix" },
  { zone: "America/Los_Angeles", label: "Los Angeles" },
  { zone: "America/Anchorage", label: "Anchorage" },
  { zone: "Pacific/Honolulu", label: "Honolulu" },
];

/** Under which the choice is kept: a cookie, so that server and browser write the same time. */
export const ZONE_COOKIE = "time-zone";

/** The zone of a cookie, if it is one of those to choose from. */
export function parseZone(text: string | undefined): string | null {
  return zones.find(({ zone }) => zone !== null && zone === text)?.zone ?? null;
}
