import type { DatabaseUrls } from "#scripts/postgres/prepare-database";
import type { Ports } from "./ports.ts";
import type { Secrets } from "./secrets.ts";
import type { StartSettings } from "./start-settings.ts";

type Variables = Record<string, string>;

export type ProductEnvironment = Variables & {
  DATABASE_URL: string;
  PUBLIC_URL: string;
  AUTH_SECRET: string;
  API_KEY_PEPPER: string;
  CONTACT_INDEX_KEY: string;
};

/** The variables by which every process of an instance finds the others; what the caller set himself wins. */
export function makeEnvironment(options: {
  settings: StartSettings;
  secrets: Secrets;
  ports: Ports;
  urls: DatabaseUrls;
  dataDir: string;
  port: number;
  dev: boolean;
}): ProductEnvironment {
  const { settings, secrets, ports, urls } = options;
  const sandboxUrl = needsSandbox(settings) ? `http://127.0.0.1:${ports.sandbox}` : undefined;
  const environment: ProductEnvironment = {
    NODE_ENV: options.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: urls.databaseUrl,
    DATA_DIR: options.dataDir,
    PORT: String(options.port),
    PUBLIC_URL: settings.PUBLIC_URL ?? `http://localhost:${options.port}`,
    AUTH_SECRET: process.env.AUTH_SECRET || secrets.authSecret,
    API_KEY_PEPPER: process.env.API_KEY_PEPPER || secrets.apiKeyPepper,
    FINGERPRINT_SECRET: process.env.FINGERPRINT_SECRET || secrets.fingerprintSecret,
    CONTACT_INDEX_KEY: process.env.CONTACT_INDEX_KEY || secrets.contactIndexKey,
    ...partner("PRESCRIPTION", settings.PARTNER_PRESCRIPTION_URL),
    ...partner("INVENTORY", settings.PARTNER_INVENTORY_URL),
    ...partner("CARRIER", settings.PARTNER_CARRIER_URL),
    SMTP_URL: settings.SMTP_URL ?? `smtp://127.0.0.1:${ports.sandboxSmtp}`,
  };
  if (sandboxUrl !== undefined) {
    Object.assign(environment, {
      SANDBOX_URL: sandboxUrl,
      SANDBOX_DATABASE_URL: urls.sandboxDatabaseUrl,
      SANDBOX_PORT: String(ports.sandbox),
      SANDBOX_SMTP_PORT: String(ports.sandboxSmtp),
      SANDBOX_TOKEN: secrets.sandboxToken,
    });
  }
  return environment;

  function partner(
    name: "PRESCRIPTION" | "INVENTORY" | "CARRIER",
    real: string | undefined,
  ): Variables {
    if (real === undefined) {
      return {
        [`PARTNER_${name}_URL`]: `${sandboxUrl}/${name.toLowerCase()}`,
        // The bundled partners' token is never shown to a real partner.
        [`PARTNER_${name}_TOKEN`]: secrets.sandboxToken,
      };
    }
    const token = process.env[`PARTNER_${name}_TOKEN`];
    return {
      [`PARTNER_${name}_URL`]: real,
      ...(token ? { [`PARTNER_${name}_TOKEN`]: token } : {}),
    };
  }
}

/** The bundled partners run as long as one real one is missing. */
export function needsSandbox(settings: StartSettings): boolean {
  return realPartners(settings).some((url) => url === undefined);
}

/** No real partner at all: only then may anything be tried out on them. */
export function isSandboxOnly(settings: StartSettings): boolean {
  return realPartners(settings).every((url) => url === undefined);
}

function realPartners(settings: StartSettings): (string | undefined)[] {
  return [
    settings.PARTNER_PRESCRIPTION_URL,
    settings.PARTNER_INVENTORY_URL,
    settings.PARTNER_CARRIER_URL,
    settings.SMTP_URL,
  ];
}
