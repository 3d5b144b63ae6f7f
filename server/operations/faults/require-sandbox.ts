import { AppError } from "#server/errors";
import type { PartnerName } from "#server/partners/types";
import { isSandboxed, type PartnerEnv } from "../system/system-status.ts";
import { sandboxControl } from "./sandbox-control.ts";

/** The bundled partners' controls; refused for a partner that is a real one. */
export function requireSandbox(env: PartnerEnv, partner: PartnerName) {
  const url = env.SANDBOX_URL;
  if (url !== undefined && isSandboxed(partner, env)) return sandboxControl(url);
  throw new AppError(
    "forbidden",
    "Faults can be injected at the bundled partners only. This one is real.",
  );
}
