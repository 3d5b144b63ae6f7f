import {
  CircleCheck,
  CirclePause,
  Clock,
  type LucideIcon,
  OctagonAlert,
  RotateCw,
  TriangleAlert,
} from "lucide-react";
import type { PartnerLine } from "#server/operations/overview/views";

/** How the state of a partner looks wherever it is told: a shape for its class, a tone for its urgency. */
export const PARTNER_MARKS: Record<PartnerLine["state"], { icon: LucideIcon; tone: string }> = {
  calls_leave: { icon: CircleCheck, tone: "text-done" },
  erring: { icon: TriangleAlert, tone: "text-wait" },
  failing: { icon: TriangleAlert, tone: "text-wait" },
  misconfigured: { icon: OctagonAlert, tone: "text-act" },
  held: { icon: CirclePause, tone: "text-idle" },
  asked_to_wait: { icon: Clock, tone: "text-wait" },
  reopening: { icon: RotateCw, tone: "text-work" },
};
