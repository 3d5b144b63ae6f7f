import { parseArgs } from "node:util";
import { runVitest } from "./stages/run-vitest.ts";

/*
 * The model-based tests at full length: random lives of sagas in the core and its
 * model of the partners, and on real Postgres. A seed makes a run repeatable;
 * what fails prints its own, and the shortest life that shows it.
 */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "10000" },
    "db-runs": { type: "string", default: "300" },
    seed: { type: "string" },
  },
});

runVitest(["--project", "unit", "--project", "int", "saga.property", "saga-on-postgres"], {
  MODEL_RUNS: values.runs,
  MODEL_DB_RUNS: values["db-runs"],
  ...(values.seed !== undefined && { MODEL_SEED: values.seed }),
});
