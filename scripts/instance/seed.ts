import { openDatabase } from "#db/client";
import { createApiKey } from "#server/auth/api-keys";
import { DEFAULT_CLIENT_ID } from "#server/auth/client-id";
import { seedAccounts } from "#server/auth/seed-accounts";
import type { Credentials } from "./instance-files.ts";

/**
 * What the first start of an instance puts into its database: one account a
 * role and one API key. Both are known in clear here and nowhere later.
 */
export async function seedInstance(options: {
  databaseUrl: string;
  apiKeyPepper: string;
}): Promise<Credentials> {
  const database = openDatabase({
    url: options.databaseUrl,
    maxConnections: 1,
    applicationName: "backstitch-seed",
    onIdleError: (error) => console.error(`The connection was lost: ${error.message}`),
  });
  try {
    const accounts = await seedAccounts({ database });
    const { key } = await createApiKey(
      { db: database.db, pepper: options.apiKeyPepper },
      { name: "First start", clientId: DEFAULT_CLIENT_ID, createdBy: "first start" },
    );
    return { accounts, apiKey: key };
  } finally {
    await database.close();
  }
}
