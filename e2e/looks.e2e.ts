import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { faultLines } from "./screens/describe.ts";
import { bringInto, type Fault, findFaults, findMisfitsOf } from "./screens/look-at.ts";
import { LOOKS } from "./screens/looks.ts";
import { openShot, type Place } from "./screens/open-shot.ts";
import { nameOf, type Shot } from "./screens/shot.ts";
import { shots } from "./screens/shots.ts";
import { type Stage, type StageState, setStage } from "./screens/stage.ts";
import { takePicture } from "./screens/take-picture.ts";

/*
 * The quick part of the pictures that `npm run screenshots` takes: the same list, the same checks. What
 * an order must be brought into first is left to that command, unless it disturbs no other story.
 */
const PICTURES = join(import.meta.dirname, "..", "test-results", "screens");
const NARROWEST = 360;

const quick = Map.groupBy(
  shots.filter((shot) => shot.quick),
  ({ page }) => page,
);
let stage: Stage;

test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  const wanted = [...quick.values()]
    .flat()
    .flatMap(({ order }): StageState[] => (order ? [order] : []));
  stage = await setStage(new Set(wanted));
});

for (const [page, ofPage] of quick) {
  test(`${page} is in order, light and dark, wide and narrow`, async ({
    browser,
    signedIn,
    baseURL,
  }) => {
    test.slow();
    for (const shot of ofPage) {
      await test.step(shot.state, async () => {
        const place = { url: baseURL ?? "", states: signedIn, stage };
        const faults = await look(browser, shot, place);
        expect.soft(faultLines(nameOf(shot), faults)).toEqual([]);
      });
    }
  });
}

async function look(
  browser: Parameters<typeof openShot>[0],
  shot: Shot,
  place: Place,
): Promise<Fault[]> {
  const opened = await openShot(browser, shot, place);
  const faults: Fault[] = [];
  for (const [index, each] of LOOKS.entries()) {
    const before = LOOKS[index - 1];
    const arrival = await bringInto(opened, shot, place, { look: each, before });
    faults.push(...(await findFaults(opened, each, arrival)));
    const path = join(PICTURES, `${nameOf(shot)}-${each.width}-${each.theme}.png`);
    if (shot.windowOnly) await opened.page.screenshot({ path });
    else await takePicture(opened.page, path);
  }
  await opened.page.setViewportSize({ width: NARROWEST, height: 800 });
  faults.push(...(await findMisfitsOf(opened.page, String(NARROWEST))));
  await opened.close();
  return faults;
}
