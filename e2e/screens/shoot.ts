import { join } from "node:path";
import type { Browser } from "playwright-core";
import { findLimits, lookZoomed } from "./limits.ts";
import { bringInto, type Fault, findFaults } from "./look-at.ts";
import { fileWordOf, type Look, wordsOf } from "./looks.ts";
import { type Opened, openShot, type Place } from "./open-shot.ts";
import { nameOf, type Shot } from "./shot.ts";
import { takePicture } from "./take-picture.ts";

export type Taken = { shot: Shot; shift: number; pictures: number; faults: Fault[] };

/** All pictures of one shot, and what is wrong with them. */
export async function shoot(
  browser: Browser,
  shot: Shot,
  place: Place,
  options: { out: string; looks: readonly Look[] },
): Promise<Taken> {
  const taken: Taken = { shot, shift: 0, pictures: 0, faults: [] };
  const fileOf = (look: string) => {
    taken.pictures += 1;
    return join(options.out, `${nameOf(shot)}-${look}.png`);
  };
  const opened = await openShot(browser, shot, place);
  try {
    for (const [index, look] of options.looks.entries()) {
      const step = { look, before: options.looks[index - 1] };
      await orElse(taken, wordsOf(look), () => takeLook(opened, shot, place, step, taken, fileOf));
      // Once for each shot, of the size that came first: nothing but the width is different, and the next size loads the page anew.
      const [first] = options.looks;
      const after = options.looks[index + 1];
      if (look.width !== first?.width || after?.width === look.width) continue;
      await orElse(taken, "limits", async () => {
        const save = (limit: string) => (shot.limits ? fileOf(limit) : null);
        taken.faults.push(...(await findLimits(opened, save)));
      });
    }
  } finally {
    await opened.close();
  }
  if (shot.limits) {
    await orElse(taken, "200 %", async () => {
      taken.faults.push(...(await lookZoomed(browser, shot, place, fileOf("zoom-200"))));
    });
  }
  return taken;
}

async function takeLook(
  opened: Opened,
  shot: Shot,
  place: Place,
  step: { look: Look; before: Look | undefined },
  taken: Taken,
  fileOf: (look: string) => string,
): Promise<void> {
  const { look } = step;
  const arrival = await bringInto(opened, shot, place, step);
  if (arrival.by === "load") taken.shift = Math.max(taken.shift, arrival.shift);
  taken.faults.push(...(await findFaults(opened, look, arrival)));
  const path = fileOf(fileWordOf(look));
  if (shot.windowOnly) await opened.page.screenshot({ path });
  else await takePicture(opened.page, path);
}

/** One picture that cannot be taken keeps nobody from the others. */
async function orElse(taken: Taken, look: string, take: () => Promise<void>): Promise<void> {
  try {
    await take();
  } catch (error) {
    const text = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    taken.faults.push({ kind: "not taken", look, text });
  }
}
