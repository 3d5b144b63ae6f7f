import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, request } from "playwright-core";
import { findBrowser } from "./browser.ts";
import { accountOf, type Role, readInstance } from "./instance.ts";
import { LOOKS, shoot } from "./screens/shoot.ts";
import { type Shot, shotsOf } from "./screens/shots.ts";
import { setStage } from "./screens/stage.ts";
import { startProduct } from "./start-product.ts";

/**
 * Starts an instance of its own, fills it, and takes a picture of every page,
 * light and dark, wide and narrow: `npm run screenshots [-- --only orders,partners]`.
 * Fails when axe finds anything, a page jumps while it loads, or a console speaks up.
 */
const { values } = parseArgs({
  options: {
    out: { type: "string", default: join(import.meta.dirname, "..", "docs", "screens") },
    only: { type: "string", default: "" },
    orders: { type: "string", default: "60" },
  },
});
mkdirSync(values.out, { recursive: true });
const stop = await startProduct({ sampleOrders: Number(values.orders) });
try {
  const shots = shotsOf(await setStage());
  const wanted = values.only.split(",");
  const chosen = shots.filter(({ name }) => values.only === "" || wanted.includes(name));
  const { path, environment } = await findBrowser();
  const browser = await chromium.launch({
    executablePath: path,
    args: ["--no-sandbox"],
    env: environment,
  });
  const wrong = await takeAll(browser, chosen);
  await browser.close();
  const files = readdirSync(values.out).filter((file) => file.endsWith(".png"));
  const bytes = files.reduce((sum, file) => sum + statSync(join(values.out, file)).size, 0);
  console.log(`\n${files.length} pictures, ${(bytes / 1_000_000).toFixed(1)} MB in ${values.out}`);
  console.log(wrong === 0 ? "Nothing is wrong with them." : `${wrong} pages have faults.`);
  if (wrong > 0) process.exitCode = 1;
} finally {
  await stop();
}

async function takeAll(browser: Browser, shots: readonly Shot[]): Promise<number> {
  const url = readInstance().webUrl;
  const states = { support: await signIn("support"), admin: await signIn("admin") };
  let pagesWithFaults = 0;
  for (const shot of shots) {
    const state = shot.as === "nobody" ? undefined : states[shot.as];
    const found = new Map<string, string[]>();
    for (const look of LOOKS) {
      for (const fault of await shoot(browser, shot, look, { url, out: values.out, state })) {
        found.set(fault, [...(found.get(fault) ?? []), `${look.width} ${look.theme}`]);
      }
    }
    console.log(`${shot.name}: ${found.size === 0 ? "in order" : `${found.size} faults`}`);
    for (const [fault, looks] of found) console.log(`  ${looks.join(", ")}: ${fault}`);
    if (found.size > 0) pagesWithFaults += 1;
  }
  return pagesWithFaults;
}

async function signIn(role: Role) {
  const { webUrl } = readInstance();
  const { email, password } = accountOf(role);
  const context = await request.newContext({
    baseURL: webUrl,
    extraHTTPHeaders: { origin: webUrl },
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  });
  const response = await context.post("/api/auth/sign-in/email", { data: { email, password } });
  if (!response.ok()) throw new Error(`${role} could not sign in: ${response.status()}`);
  const state = await context.storageState();
  await context.dispose();
  return state;
}
