import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Layers, readLayers, unread } from "./check-layers.ts";

/** One wrong import for each rule: what stands in which file. */
const PLANTED: Record<string, { file: string; text: string }> = {
  "saga-core-is-pure": { file: "server/saga/plan.ts", text: 'import "node:crypto";' },
  "db-knows-nothing-of-ours": {
    file: "db/queries/orders.ts",
    text: 'import type { Saga } from "#server/saga/types";',
  },
  "components-run-nothing-of-the-server": {
    file: "components/order-list.tsx",
    text: 'import { words } from "#server/operations/order-view/views";',
  },
  "components-see-the-contract-only": {
    file: "components/order-page.tsx",
    text: 'import type { listOrders } from "#server/operations/list/list-orders";',
  },
  "views-are-a-contract": {
    file: "server/operations/order-view/views.ts",
    text: 'import "#server/errors"; export const words = [];',
  },
  "app-goes-through-the-api": {
    file: "app/page.tsx",
    text: 'import { listOrders } from "#server/operations/list/list-orders";',
  },
  "app-is-the-top": { file: "components/frame.tsx", text: 'import "../app/page";' },
  "components-are-for-pages": {
    file: "jobs/fetch-loop.ts",
    text: 'import "../components/order-page.tsx";',
  },
  "api-is-thin": { file: "server/api/console.ts", text: 'import "#db/queries/sagas";' },
  "api-talks-to-no-partner-and-no-queue": {
    file: "server/api/rest.ts",
    text: 'import "#server/partners/classify-reply";',
  },
  "services-look-down": {
    file: "server/orders/place-order.ts",
    text: 'import type { Runtime } from "#server/runtime";',
  },
  "partners-and-queue-are-leaves": {
    file: "server/partners/classify-reply.ts",
    text: 'import type { listOrders } from "#server/operations/list/list-orders";',
  },
  "ground-stands-alone": { file: "server/ids.ts", text: 'import "#server/saga/types";' },
  "jobs-call-services": { file: "jobs/worker.ts", text: 'import "#db/queries/sagas";' },
  "adapters-behind-the-ports": {
    file: "server/fulfillment/run-step.ts",
    text: 'import "#server/partners/carrier/void-shipment";',
  },
  "sandbox-shares-only-the-contract": {
    file: "sandbox/main.ts",
    text: 'import "#server/partners/classify-reply";',
  },
  "product-knows-no-sandbox": { file: "jobs/liveness.ts", text: 'import "#sandbox/world";' },
  "no-test-support-in-the-product": {
    file: "server/runtime.ts",
    text: 'import "#testing/database"; export type Runtime = {};',
  },
  "drizzle-in-db-only": {
    file: "server/operations/list/list-orders.ts",
    text: 'import { sql } from "drizzle-orm"; export const listOrders = sql;',
  },
  "queue-library-at-the-queue": {
    file: "server/fulfillment/committer.ts",
    text: 'import type { Db } from "pg-boss";',
  },
  "raw-connections-are-few": {
    file: "server/fulfillment/load-orders.ts",
    text: 'import pg from "pg"; export default pg;',
  },
  "no-react-below-the-page": {
    file: "server/notifications/decide-notice.ts",
    text: 'import "react";',
  },
  "no-development-package-in-the-product": {
    file: "server/orders/get-order.ts",
    text: 'import "fast-check";',
  },
  "no-unlisted-package": { file: "server/orders/text.ts", text: 'import "left-pad";' },
  "no-cycle": { file: "server/saga/decide.ts", text: 'import "./evolve.ts";' },
  "everything-resolves": { file: "jobs/capacity.ts", text: 'import "#jobs/nowhere";' },
};

/** What the planted imports lead to. Nothing here breaks a rule by itself. */
const SOUND: Record<string, string> = {
  "db/queries/sagas.ts": "export const sagas = 1;",
  "sandbox/world.ts": 'import "#server/partners/contract/carrier";',
  "server/errors.ts": "export const errors = 1;",
  "server/partners/carrier/void-shipment.ts": 'import type { Saga } from "#server/saga/types";',
  "server/partners/contract/carrier.ts": "export const contract = 1;",
  "server/saga/evolve.ts": 'import "./decide.ts";',
  "server/saga/types.ts": "export type Saga = {};",
  "testing/database.ts": 'import "#db/queries/sagas";',
};

const PACKAGES = ["drizzle-orm", "fast-check", "left-pad", "pg", "pg-boss", "react"];
const MANIFEST = {
  name: "planted",
  type: "module",
  imports: Object.fromEntries(
    ["server", "db", "jobs", "sandbox", "testing"].map((part) => [`#${part}/*`, `./${part}/*.ts`]),
  ),
  dependencies: { "drizzle-orm": "1.0.0", pg: "1.0.0", "pg-boss": "1.0.0", react: "1.0.0" },
  devDependencies: { "fast-check": "1.0.0" },
};

const folder = mkdtempSync(join(tmpdir(), "backstitch-layers-"));
let layers: Layers;

beforeAll(async () => {
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  put("package.json", JSON.stringify(MANIFEST));
  put("tsconfig.json", JSON.stringify({ compilerOptions: { module: "preserve" } }));
  for (const name of PACKAGES) {
    put(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }));
    put(`node_modules/${name}/index.js`, "");
  }
  for (const [file, text] of Object.entries(SOUND)) put(file, text);
  for (const { file, text } of Object.values(PLANTED)) put(file, text);
  layers = await readLayers(folder, ["app", "components", "db", "jobs", "sandbox", "server"]);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every rule has a wrong import planted for it", () => {
  const rules = layers.summary.ruleSetUsed.forbidden.map(({ name }) => name);
  expect(Object.keys(PLANTED).toSorted()).toEqual(rules.toSorted());
});

test.for(Object.entries(PLANTED))("%s finds its wrong import", ([name, { file }]) => {
  const found = layers.summary.violations.filter(({ rule }) => rule.name === name);
  expect(found.map(({ from }) => from)).toContain(file);
});

test("what is sound is left alone", () => {
  const accused = layers.summary.violations.map(({ from }) => from);
  // The other half of the planted cycle.
  const sound = Object.keys(SOUND).filter((file) => file !== "server/saga/evolve.ts");
  expect(accused.filter((file) => sound.includes(file))).toEqual([]);
});

test("a tree of which next to nothing was read does not pass for a sound one", () => {
  expect(unread(layers)).toHaveLength(3);
  expect(unread({ ...layers, modules: [] })[0]).toContain("Only 0 TypeScript files");
});
