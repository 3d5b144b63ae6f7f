import { openDataDirectory } from "./data-directory.ts";
import { instanceFiles } from "./instance-files.ts";

/**
 * The environment of this shell, completed from the instance that runs on the
 * data folder. Throws when `needed` is known to neither.
 */
export function completeEnvironment(needed: string): NodeJS.ProcessEnv {
  const dataDir = openDataDirectory();
  const found = instanceFiles(dataDir).readEnvironment();
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const environment: NodeJS.ProcessEnv = { NODE_ENV: "production", ...found, ...given };
  if (environment[needed] !== undefined) return environment;
  throw new Error(
    `Nothing runs with the data folder ${dataDir}, and ${needed} is not set. ` +
      'Start the product with "npm start" (or set DATA_DIR to where it runs), or set the environment yourself.',
  );
}
