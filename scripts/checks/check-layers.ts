import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "#scripts/instance/data-directory";
import { runTool } from "./check-tool.ts";

const CONFIG = join(projectRoot, ".dependency-cruiser.mjs");
const FOLDERS =
  "app bench components db e2e jobs sandbox scripts server testing proxy.ts next.config.ts";

/*
 * A checker that cannot parse TypeScript reads nothing and finds no violation.
 * Half of what the tree holds, so that it proves reading without being counted up.
 */
const MIN_FILES = 250;
const MIN_TYPE_ONLY_IMPORTS = 200;
const MIN_SUBPATH_IMPORTS = 200;

const reportSchema = z.object({
  modules: z.array(
    z.object({
      source: z.string(),
      dependencies: z.array(
        z.object({
          module: z.string(),
          resolved: z.string(),
          couldNotResolve: z.boolean(),
          dependencyTypes: z.array(z.string()),
        }),
      ),
    }),
  ),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
    ruleSetUsed: z.object({
      forbidden: z.array(z.object({ name: z.string(), comment: z.string() })),
    }),
  }),
});

export type Layers = z.infer<typeof reportSchema>;

/** Reads every import below a folder and judges it by the rules of .dependency-cruiser.mjs. */
export async function readLayers(folder: string, parts: readonly string[]): Promise<Layers> {
  const { output, errors } = await runTool(
    "dependency-cruiser/bin/dependency-cruiser.mjs",
    ["--config", CONFIG, "--output-type", "json", ...parts],
    folder,
  );
  try {
    return reportSchema.parse(JSON.parse(output));
  } catch (cause) {
    throw new Error(`The layers could not be read: ${errors.trim()}`, { cause });
  }
}

export async function checkLayers(): Promise<string[]> {
  const layers = await readLayers(projectRoot, FOLDERS.split(" "));
  return [...unread(layers), ...layers.summary.violations.map((v) => inWords(v, layers))];
}

/** Says when so little was read that "no violation" would mean nothing. */
export function unread({ modules }: Layers): string[] {
  const ours = modules.filter(({ source }) => /^(?!node_modules\/).*\.tsx?$/.test(source));
  const imports = ours.flatMap(({ dependencies }) => dependencies);
  const typeOnly = imports.filter(({ dependencyTypes }) => dependencyTypes.includes("type-only"));
  const subpath = imports.filter((i) => i.module.startsWith("#") && !i.couldNotResolve);
  const counts = [
    { what: "TypeScript files", count: ours.length, min: MIN_FILES },
    { what: "type-only imports", count: typeOnly.length, min: MIN_TYPE_ONLY_IMPORTS },
    { what: "resolved # imports", count: subpath.length, min: MIN_SUBPATH_IMPORTS },
  ];
  return counts
    .filter(({ count, min }) => count < min)
    .map(
      ({ what, count, min }) => `Only ${count} ${what} were read; ${min} are expected at least.`,
    );
}

function inWords(
  { from, to, rule, cycle }: Layers["summary"]["violations"][number],
  { summary }: Layers,
): string {
  const path = cycle ? cycle.map(({ name }) => name).join(" -> ") : to;
  const comment = summary.ruleSetUsed.forbidden.find(({ name }) => name === rule.name)?.comment;
  return `${from} -> ${path}\n  ${rule.name}: ${comment ?? ""}`;
}
