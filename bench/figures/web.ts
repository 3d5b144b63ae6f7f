import { withClient } from "#scripts/postgres/prepare-database";
import { awaitEnds } from "../engine/await-ends.ts";
import type { Figure, FigureGroup } from "../report/figure.ts";
import { openVisitor } from "../web/open-browser.ts";
import { consolePages, PAGE_NAMES, type PageName, WAYS } from "../web/pages.ts";
import { placeOrders } from "../web/place-orders.ts";
import { openProduct, type Product } from "../web/product.ts";
import { type FirstLoad, followLink, type Visitor, visitPage } from "../web/visit-page.ts";

type Round = { loads: Record<PageName, FirstLoad>; navigationMs: Record<PageName, number> };

/** What a person waits for in the console, in a real browser on the production build. */
export const webGroup: FigureGroup = {
  name: "web",
  async measure(bench) {
    const { settings, cluster, tell } = bench;
    const database = await cluster.createDatabase();
    const product = await openProduct(bench, database);
    const { orderNumber, stop } = await fillConsole(product, settings.quick ? 60 : 500);
    const visitor = await openVisitor(product);
    bench.shutdown.add(() => visitor.close());
    // The first visit finds a server that has drawn nothing yet.
    await measureRound(visitor, orderNumber);
    const rounds: Round[] = [];
    for (let round = 1; round <= settings.rounds; round += 1) {
      tell(`web, round ${round} of ${settings.rounds}`);
      rounds.push(await measureRound(visitor, orderNumber));
    }
    await visitor.close();
    await stop();
    await database.drop();
    return PAGE_NAMES.flatMap((name) => toFigures(name, rounds));
  },
};

/** A console with a day's orders, all of them at their ends; everything runs on, as it would. */
async function fillConsole(product: Product, orders: number) {
  const sandbox = await product.start("sandbox");
  const worker = await product.start("worker");
  const web = await product.start("web");
  const placed = await placeOrders(product, orders);
  await withClient(product.database.superuserUrl, (client) => awaitEnds(client));
  await product.database.settle();
  return {
    orderNumber: placed[0]?.orderNumber ?? "",
    async stop() {
      for (const each of [web, worker, sandbox]) await each.stop();
    },
  };
}

async function measureRound(visitor: Visitor, orderNumber: string): Promise<Round> {
  const pages = consolePages(orderNumber);
  const loads: Partial<Round["loads"]> = {};
  const navigationMs: Partial<Round["navigationMs"]> = {};
  for (const name of PAGE_NAMES) {
    const { page, load } = await visitPage(visitor, pages[name]);
    loads[name] = load;
    await page.context().close();
  }
  for (const { from, to, link } of WAYS) {
    const { page } = await visitPage(visitor, pages[from]);
    navigationMs[to] = await followLink(page, link, pages[to]);
    await page.context().close();
  }
  return { loads: complete(loads), navigationMs: complete(navigationMs) };
}

function complete<T>({ orders, order, partners }: Partial<Record<PageName, T>>) {
  if (orders === undefined || order === undefined || partners === undefined) {
    throw new Error("Bug: a page was not measured");
  }
  return { orders, order, partners };
}

function toFigures(name: PageName, rounds: readonly Round[]): Figure[] {
  const of = (what: string, unit: string, value: (round: Round) => number): Figure => ({
    name: `web/${name} ${what}`,
    unit,
    rounds: rounds.map(value),
  });
  return [
    of("JS", "kB", ({ loads }) => loads[name].scriptBytes / 1_000),
    of("requests", "", ({ loads }) => loads[name].requests),
    of("usable", "ms", ({ loads }) => loads[name].usableMs),
    of("navigation", "ms", ({ navigationMs }) => navigationMs[name]),
  ];
}
