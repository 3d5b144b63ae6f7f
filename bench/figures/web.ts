import { withClient } from "#scripts/postgres/prepare-database";
import type { BenchDatabase } from "../cluster.ts";
import { awaitEnds } from "../engine/await-ends.ts";
import { readConsoleSamples } from "../history/console-samples.ts";
import { millionSagas, storedSagas } from "../history/million.ts";
import type { Figure, FigureGroup } from "../report/figure.ts";
import { median } from "../report/statistics.ts";
import { openVisitor } from "../web/open-browser.ts";
import { consolePages, PAGE_NAMES, type PageName, type Shown, WALK } from "../web/pages.ts";
import { placeOrders } from "../web/place-orders.ts";
import { openProduct, type Product } from "../web/product.ts";
import { type FirstLoad, followLink, type Visitor, visitPage } from "../web/visit-page.ts";

type Round = {
  loads: Map<PageName, FirstLoad>;
  navigationMs: Map<PageName, number>;
};

/**
 * What a person waits for on every page of the console, in a real browser on the
 * production build, beside a long history. It writes in that history, a little, as
 * the product at work would: nothing is measured there after it.
 */
export const webGroup: FigureGroup = {
  name: "web",
  async measure(bench) {
    const { settings, tell } = bench;
    const database = await millionSagas(bench);
    const shown = await chooseShown(database);
    const product = await openProduct(bench, database);
    const stop = await openForBusiness(product, settings.quick ? 20 : 200);
    const visitor = await openVisitor(product);
    bench.shutdown.add(() => visitor.close());
    // The first visit finds a server that has drawn nothing yet.
    await measureRound(visitor, shown);
    const rounds: Round[] = [];
    for (let round = 1; round <= settings.rounds; round += 1) {
      tell(`web on ${storedSagas(bench)} sagas, round ${round} of ${settings.rounds}`);
      rounds.push(await measureRound(visitor, shown));
    }
    await visitor.close();
    await stop();
    const figures = PAGE_NAMES.flatMap((name) => toFigures(name, rounds));
    return [
      ...figures,
      slowest("web/usable", figures, " usable"),
      slowest("web/navigation", figures, " navigation"),
    ];
  },
};

/** The dearest of its kind each: the longest story, the failure of most orders, the largest operation. */
async function chooseShown({ databaseUrl }: BenchDatabase): Promise<Shown> {
  const { longest, groups, bulks } = await withClient(databaseUrl, readConsoleSamples);
  const [orderNumber] = longest;
  const [groupId] = groups;
  const [bulkId] = bulks;
  if (orderNumber === undefined || groupId === undefined || bulkId === undefined) {
    throw new Error("Bug: the history has no such order, failure or operation");
  }
  return { orderNumber, groupId, bulkId };
}

/** All processes, and the orders of the last minutes at their ends; everything runs on, as it would. */
async function openForBusiness(product: Product, orders: number): Promise<() => Promise<void>> {
  const sandbox = await product.start("sandbox");
  const worker = await product.start("worker");
  const web = await product.start("web");
  await placeOrders(product, orders);
  await withClient(product.database.superuserUrl, (client) => awaitEnds(client));
  return async () => {
    for (const each of [web, worker, sandbox]) await each.stop();
  };
}

async function measureRound(visitor: Visitor, shown: Shown): Promise<Round> {
  const pages = consolePages(shown);
  const round: Round = { loads: new Map(), navigationMs: new Map() };
  for (const name of PAGE_NAMES) {
    const { page, load } = await visitPage(visitor, pages[name]);
    round.loads.set(name, load);
    await page.context().close();
  }
  const { page } = await visitPage(visitor, pages.orders);
  for (const { to, link } of WALK) {
    round.navigationMs.set(to, await followLink(page, link, pages[to]));
  }
  await page.context().close();
  return round;
}

function toFigures(name: PageName, rounds: readonly Round[]): Figure[] {
  const figure = (
    what: string,
    unit: string,
    ofRound: (round: Round) => number | undefined,
  ): Figure[] => {
    const values = rounds.map(ofRound).filter((value) => value !== undefined);
    return values.length === 0 ? [] : [{ name: `web/${name} ${what}`, unit, rounds: values }];
  };
  return [
    ...figure("JS", "kB", ({ loads }) => (loads.get(name)?.scriptBytes ?? 0) / 1_000),
    ...figure("requests", "", ({ loads }) => loads.get(name)?.requests),
    ...figure("usable", "ms", ({ loads }) => loads.get(name)?.usableMs),
    ...figure("navigation", "ms", ({ navigationMs }) => navigationMs.get(name)),
  ];
}

/** The page with the slowest median of what its figure's name ends with. */
function slowest(
  bar: "web/usable" | "web/navigation",
  figures: readonly Figure[],
  ending: string,
): Figure {
  const worst = figures
    .filter(({ name }) => name.endsWith(ending))
    .reduce((a, b) => (median(b.rounds) > median(a.rounds) ? b : a));
  return { name: bar, unit: "ms", rounds: worst.rounds, note: worst.name };
}
