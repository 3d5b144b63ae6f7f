import { parseArgs } from "node:util";
import { z } from "zod";
import { openDatabase } from "#db/client";
import { openDataDirectory } from "#scripts/instance/data-directory";
import { instanceFiles } from "#scripts/instance/instance-files";
import { reportFailure } from "#scripts/instance/report-failure";
import { createApiKey } from "#server/auth/api-keys";
import { clientId, DEFAULT_CLIENT_ID } from "#server/auth/client-id";

const USAGE = 'Usage: npm run api-key:create -- --name "My shop" [--client my-shop] [--test]';

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  API_KEY_PEPPER: z.string().min(32),
});

await run(process.argv.slice(2)).catch(reportFailure);

/** Makes an API key and prints it: the only time it can be seen. */
async function run(args: string[]): Promise<void> {
  const wish = readArguments(args);
  const env = readEnvironment();
  const database = openDatabase({
    url: env.DATABASE_URL,
    maxConnections: 1,
    applicationName: "backstitch-api-key-create",
    onIdleError: reportFailure,
  });
  try {
    const made = await createApiKey(
      { db: database.db, pepper: env.API_KEY_PEPPER },
      { ...wish, createdBy: "command line" },
    );
    console.log(
      `\n  ${made.key}\n\nShown this once. It speaks for the storefront "${made.clientId}" until ${made.expiresAt.toISOString().slice(0, 10)}.`,
    );
  } finally {
    await database.close();
  }
}

function readArguments(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: "string" },
      client: { type: "string", default: DEFAULT_CLIENT_ID },
      test: { type: "boolean", default: false },
    },
  });
  if (!values.name) throw new Error(USAGE);
  const client = clientId.safeParse(values.client);
  if (!client.success) throw new Error(`--client: small letters, digits and - only.\n${USAGE}`);
  const environment: "live" | "test" = values.test ? "test" : "live";
  return { name: values.name, clientId: client.data, environment };
}

/** What the shell lacks comes from the running instance. */
function readEnvironment(): z.infer<typeof schema> {
  const found = instanceFiles(openDataDirectory()).readEnvironment();
  const given = Object.entries(process.env).filter(([, value]) => value !== "");
  const env = schema.safeParse({ ...found, ...Object.fromEntries(given) });
  if (env.success) return env.data;
  throw new Error(
    `No running instance was found, and the environment names none:\n${z.prettifyError(env.error)}`,
  );
}
