import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { readJson, writePrivateJson } from "./json-file.ts";

const secret = z.string().min(32);

const secretsSchema = z.object({
  authSecret: secret,
  apiKeyPepper: secret,
  fingerprintSecret: secret,
  contactIndexKey: secret,
  sandboxToken: secret,
  postgresPassword: secret,
  ownerPassword: secret,
  appPassword: secret,
  sandboxPassword: secret,
});

export type Secrets = z.infer<typeof secretsSchema>;

/** The secrets of one instance, made at the first call; one that a later version adds is made then. */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, "secrets.json");
  const stored = readJson(path, secretsSchema.partial()) ?? {};
  const complete = secretsSchema.parse({ ...generateSecrets(), ...stored });
  if (Object.keys(stored).length < Object.keys(complete).length) writePrivateJson(path, complete);
  return complete;
}

function generateSecrets(): Secrets {
  return {
    authSecret: generateSecret(),
    apiKeyPepper: generateSecret(),
    fingerprintSecret: generateSecret(),
    contactIndexKey: generateSecret(),
    sandboxToken: generateSecret(),
    postgresPassword: generateSecret(),
    ownerPassword: generateSecret(),
    appPassword: generateSecret(),
    sandboxPassword: generateSecret(),
  };
}

// 32 bytes of chance, in letters that need no escaping in a URL.
function generateSecret(): string {
  return randomBytes(32).toString("base64url");
}
