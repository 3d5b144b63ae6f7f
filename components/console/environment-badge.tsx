import type { SystemStatus } from "#server/operations/system/views";

const words: Record<SystemStatus["environment"], string> = {
  live: "Live",
  sandbox: "Sandbox",
  mixed: "Part sandbox",
};

/** Whether real partners act on what is done here. Filled when they do not, so that the two never look alike. */
export function EnvironmentBadge(props: {
  environment: SystemStatus["environment"] | null;
  className?: string;
}) {
  // Keeps its place until it is known, so that the find box does not shrink under a thumb.
  const look =
    props.environment === null
      ? "invisible"
      : props.environment === "live"
        ? "border-foreground text-foreground"
        : "border-wait/40 bg-wait-bg text-wait";
  return (
    <span
      className={`whitespace-nowrap rounded-sm border px-1.5 text-2xs font-semibold ${look} ${props.className ?? ""}`}
    >
      {words[props.environment ?? "sandbox"]}
    </span>
  );
}
