/*
 * The one direction of imports, checked by machine. Each rule says in its
 * comment what it protects; docs/architecture.md draws the whole picture.
 * scripts/checks/check-layers.ts runs this over the tree and fails if it read nothing;
 * scripts/checks/check-layers.test.ts plants one wrong import a rule and sees it fire.
 */

/** Tests and what only they may use: free to reach across, never reached from the product. */
const TEST =
  "\\.test\\.tsx?$|\\.fixture\\.ts$|/testing/|^testing/|^bench/|^scripts/bench\\.ts$|^e2e/|/given-[^/]+\\.ts$";
const SERVICES = "^server/(?!(api|partners|queue|saga)/)[^/]+/";
/** What every layer of the server may know: words for errors, ids, logs and settings, and how rows travel. */
const GROUND = "^server/(errors|ids|log|env|packed-rows)\\.ts$";
/** What pages draw: one file for each area. */
const VIEWS = ["^server/operations/[^/]+/views\\.ts$"];

const npm = (...names) => `^node_modules/(${names.join("|")})/`;
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
const product = (path, ...except) => ({ path, pathNot: [TEST, ...except] });

export default {
  forbidden: [
    rule(
      "saga-core-is-pure",
      "No I/O, no clock, no library: the core imports only itself, so it can be tested whole and runs in a browser.",
      product("^server/saga/"),
      { pathNot: "^server/saga/" },
    ),
    rule(
      "db-knows-nothing-of-ours",
      "Tables and queries know no rule of the business: only server/fulfillment turns rows into facts.",
      product("^db/"),
      { path: "^(app|components|e2e|jobs|sandbox|scripts|server|testing)/" },
    ),
    rule(
      "components-run-nothing-of-the-server",
      "What is drawn ships to a browser: of the server it may run the pure core alone.",
      product("^components/"),
      {
        path: "^(app|db|e2e|jobs|sandbox|scripts|server|testing)/",
        pathNot: "^server/saga/",
        dependencyTypesNot: ["type-only"],
      },
    ),
    rule(
      "components-see-the-contract-only",
      "Types a screen may know: the console's router, the views it answers with, and the core.",
      product("^components/"),
      {
        path: "^(app|db|e2e|jobs|sandbox|scripts|server|testing)/",
        pathNot: ["^server/saga/", "^server/api/console\\.ts$", ...VIEWS],
      },
    ),
    rule(
      "views-are-a-contract",
      "Pages and components share this file, so it must stay words and types.",
      product(VIEWS),
      { dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "app-goes-through-the-api",
      "A route reads the address and composes; what it does is in server/api, who asks in server/auth.",
      product("^(app/|proxy\\.ts$)"),
      {
        path: "^(db|e2e|jobs|sandbox|scripts|server|testing)/",
        pathNot: ["^server/(api|auth|saga)/", "^server/runtime\\.ts$", ...VIEWS],
      },
    ),
    rule(
      "app-is-the-top",
      "Nothing imports a route.",
      { pathNot: ["^app/", "^node_modules/", "^\\.next/"] },
      { path: "^app/" },
    ),
    rule(
      "components-are-for-pages",
      "Only routes and other components draw.",
      { pathNot: ["^(app|components)/", TEST] },
      { path: "^components/" },
    ),
    rule(
      "api-is-thin",
      "A procedure parses, asks a service and answers. Tables are the services' business; the database is only handed on.",
      product("^server/api/"),
      { path: "^(db|jobs)/", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "api-talks-to-no-partner-and-no-queue",
      "Partners are called by the worker, between transactions; jobs are queued by the committer. Their names are no secret.",
      product("^server/api/"),
      {
        path: "^server/(partners|queue)/",
        pathNot: "^server/partners/types\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    ),
    rule(
      "services-look-down",
      "A service knows neither who calls it nor how the process was put together.",
      product(SERVICES),
      { path: "^(app|components|jobs|server/api)/|^server/runtime\\.ts$" },
    ),
    rule(
      "partners-and-queue-are-leaves",
      "An adapter turns a call into an outcome and knows no service, no table.",
      product("^server/(partners|queue)/"),
      {
        path: "^(app|components|db|jobs|sandbox|scripts|server)/",
        pathNot: ["^server/(partners|queue|saga)/", GROUND],
      },
    ),
    rule(
      "ground-stands-alone",
      "Errors, ids, logs and settings import nothing of ours but each other.",
      product(GROUND),
      { path: "^(app|components|db|jobs|sandbox|scripts|server)/", pathNot: GROUND },
    ),
    rule(
      "jobs-call-services",
      "The worker fetches and hands on: no page, no API, no query of its own.",
      product("^jobs/"),
      {
        path: "^(app|components|e2e|sandbox|scripts|testing)/|^server/(api|auth|operations|orders)/|^db/(queries|schema)/",
      },
    ),
    rule(
      "adapters-behind-the-ports",
      "Which partner answers is decided in one place: everybody else knows ports and outcomes.",
      {
        path: "^(app|components|db|jobs|scripts|server)/",
        pathNot: [TEST, "^server/partners/"],
      },
      {
        path: "^server/partners/(carrier|inventory|prescription|notifications)/|^server/partners/(http-client|call-partner|look-up)\\.ts$",
        pathNot: "^server/partners/notifications/cancellation-reasons\\.ts$",
      },
    ),
    rule(
      "sandbox-shares-only-the-contract",
      "The bundled partners must not agree with the product by sharing its code, only by the contract's schemas.",
      product("^sandbox/"),
      {
        path: "^(app|components|db|e2e|jobs|scripts|server|testing)/",
        pathNot: "^server/partners/contract/",
      },
    ),
    rule(
      "product-knows-no-sandbox",
      "The product speaks to the sandbox over HTTP like to any partner.",
      { path: "^(app|components|db|jobs|server)/", pathNot: TEST },
      { path: "^(e2e|sandbox|scripts)/" },
    ),
    rule(
      "no-test-support-in-the-product",
      "What exists for tests must not run in production.",
      { pathNot: [TEST, "^[^/]+$"] },
      { path: TEST },
    ),
    rule(
      "drizzle-in-db-only",
      "Queries live with the tables. The log may know drizzle's error, to keep its parameters out of sight.",
      {
        path: "^(app|components|e2e|jobs|sandbox|scripts|server)/",
        pathNot: [TEST, "^scripts/postgres/install-schema\\.ts$", "^server/log\\.ts$"],
      },
      { path: npm("drizzle-orm") },
    ),
    rule(
      "queue-library-at-the-queue",
      "pg-boss is an implementation of our queue, not a word of the domain.",
      {
        path: "^(app|components|db|sandbox|scripts|server)/",
        pathNot: [TEST, "^server/queue/", "^server/fulfillment/write-jobs\\.ts$"],
      },
      { path: npm("pg-boss") },
    ),
    rule(
      "raw-connections-are-few",
      "A connection outside the pool has bounds and a way to come back; each such place is named here.",
      {
        path: "^(app|components|db|jobs|server)/",
        pathNot: [
          TEST,
          "^db/(by-key|pool)\\.ts$",
          "^jobs/liveness\\.ts$",
          "^server/fulfillment/(lane|statement-bundle)\\.ts$",
          "^server/queue/listen\\.ts$",
        ],
      },
      { path: npm("pg", "@types/pg"), dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "no-react-below-the-page",
      "Services, worker and sandbox run without Next and React.",
      product("^(db|jobs|sandbox|scripts|server)/"),
      { path: npm("next", "react", "react-dom", "@types/react", "@types/react-dom") },
    ),
    rule(
      "no-development-package-in-the-product",
      "A deployment installs without development packages.",
      product("^(app|components|db|jobs|sandbox|server)/"),
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "no-unlisted-package",
      "Every package is named in package.json with an exact version.",
      {},
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    ),
    rule(
      "no-cycle",
      "A cycle means that two files are one thing, or that a third is missing.",
      {},
      {
        circular: true,
      },
    ),
    rule(
      "everything-resolves",
      "An import that resolves to nothing is checked by nothing.",
      {},
      {
        couldNotResolve: true,
      },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^\\.next/|^\\.data" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "node", "default"],
      extensions: [".ts", ".tsx", ".mts", ".mjs", ".js", ".d.ts", ".json", ".css"],
    },
  },
};
