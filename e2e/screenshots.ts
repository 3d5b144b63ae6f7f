import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { findBrowser } from "./browser.ts";
import { readInstance } from "./instance.ts";
import { describeShots, describeTaken, faultLines } from "./screens/describe.ts";
import { fileWordOf, LOOKS } from "./screens/looks.ts";
import type { Place } from "./screens/open-shot.ts";
import { shoot, type Taken } from "./screens/shoot.ts";
import { nameOf, type Shot } from "./screens/shot.ts";
import { shots } from "./screens/shots.ts";
import { setStage } from "./screens/stage.ts";
import { signIn } from "./sign-in.ts";
import { startProduct } from "./start-product.ts";

/*
 * Starts an instance of its own and takes a picture of every page in every state, light and dark, wide
 * and narrow, and at the limits of the layout: `npm run screenshots [-- --only orders,partners-hold]`.
 * Fails when something is wrong with a picture; `--list` says what there is.
 */
const OUT = join(import.meta.dirname, "..", "docs", "screens");
const { values } = parseArgs({
  options: {
    out: { type: "string", default: OUT },
    only: { type: "string", default: "" },
    orders: { type: "string", default: "60" },
    looks: { type: "string", default: "" },
    list: { type: "boolean", default: false },
  },
});
/** The browser draws while axe thinks; more than a few at once only wait for each other. */
const AT_ONCE = Math.min(availableParallelism(), 4);

const chosen = choose(listed(values.only));
const looks =
  values.looks === ""
    ? LOOKS
    : LOOKS.filter((look) => listed(values.looks).includes(fileWordOf(look)));
if (values.list) console.log(describeShots(chosen));
else if (chosen.length === 0) throw new Error(`No shot is called ${values.only}: see --list`);
else await takeAll();

function listed(names: string): string[] {
  return names.split(",").filter((name) => name !== "");
}

function choose(wanted: readonly string[]): readonly Shot[] {
  if (wanted.length === 0) return shots;
  return shots.filter((shot) => wanted.includes(shot.page) || wanted.includes(nameOf(shot)));
}

async function takeAll(): Promise<void> {
  mkdirSync(values.out, { recursive: true });
  // What is no longer taken would stay and be believed.
  if (values.only === "" && values.out === OUT) removePictures();
  // Replaced answers need no order; an instance without any starts sooner.
  const isReal = chosen.some(({ answers }) => answers === undefined);
  const stop = await startProduct({ sampleOrders: isReal ? Number(values.orders) : 0 });
  try {
    const [support, admin] = await Promise.all([signIn("support"), signIn("admin")]);
    const stage = await setStage(new Set(chosen.flatMap(({ order }) => order ?? [])));
    const taken = await shootAll({ url: readInstance().webUrl, states: { support, admin }, stage });
    console.log(`\n${describeTaken(taken)}\n`);
    const wrong = taken.filter(({ faults }) => faults.length > 0).length;
    console.log(
      wrong === 0 ? "Nothing is wrong with them." : `${wrong} states have faults; see above.`,
    );
    if (wrong > 0) process.exitCode = 1;
  } finally {
    await stop();
  }
}

function removePictures(): void {
  const pictures = readdirSync(OUT).filter((file) => file.endsWith(".png"));
  for (const file of pictures) rmSync(join(OUT, file));
}

async function shootAll(place: Place): Promise<Taken[]> {
  const { path, environment } = await findBrowser();
  const browser = await chromium.launch({
    executablePath: path,
    args: ["--no-sandbox"],
    env: environment,
  });
  const taken: Taken[] = [];
  const waiting = chosen.values();
  const lane = async () => {
    for (const shot of waiting) {
      const one = await shoot(browser, shot, place, { out: values.out, looks });
      console.log([`${nameOf(shot)}: taken`, ...faultLines(nameOf(shot), one.faults)].join("\n"));
      taken.push(one);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  await browser.close();
  return taken;
}
