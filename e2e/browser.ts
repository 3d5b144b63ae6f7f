import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { inflate } from "@sparticuz/chromium";
import { z } from "zod";

type Browser = { path: string; environment: Record<string, string> };

const DEBIAN_CHROMIUM = "/usr/bin/chromium";

/** The browser that is named, the ones that may be installed, else the one that came from npm. */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return withEnvironment(named);
  const installed = [chromium.executablePath(), DEBIAN_CHROMIUM].find((path) => existsSync(path));
  return installed === undefined ? unpackBrowser() : withEnvironment(installed);
}

const PACKED = join(import.meta.dirname, "..", "node_modules", "@sparticuz", "chromium");

/** Unpacks once a version and user. Made aside and moved whole, so nobody meets half a browser. */
async function unpackBrowser(): Promise<Browser> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(PACKED, "package.json"), "utf8")));
  const home = join(tmpdir(), `backstitch-chromium-${version}-${userInfo().uid}`);
  if (!existsSync(home)) {
    const staging = mkdtempSync(`${home}-`);
    await unpackInto(staging);
    moveWhole(staging, home);
  }
  const path = join(home, "chromium");
  if (runs(path, {})) return withEnvironment(path);
  // A bare machine lacks the libraries that every desktop has; the package brings them.
  const libraries = { LD_LIBRARY_PATH: join(home, "al2023", "lib") };
  if (runs(path, libraries)) return withEnvironment(path, libraries);
  throw new Error(`The browser at ${path} does not run here. Name another with CHROMIUM_PATH.`);
}

async function unpackInto(folder: string): Promise<void> {
  const tmpdirBefore = process.env.TMPDIR;
  // The package unpacks into the folder for temporary files, whatever that is.
  process.env.TMPDIR = folder;
  try {
    const bin = join(PACKED, "bin");
    mkdirSync(folder, { recursive: true });
    for (const file of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) {
      await inflate(join(bin, file));
    }
  } finally {
    if (tmpdirBefore === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = tmpdirBefore;
  }
}

function moveWhole(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another run was faster: its browser is as good.
    rmSync(from, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

function runs(path: string, environment: Record<string, string>): boolean {
  const env = { ...process.env, ...environment };
  return spawnSync(path, ["--version", "--no-sandbox"], { env, timeout: 20_000 }).status === 0;
}

function withEnvironment(path: string, more: Record<string, string> = {}): Browser {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { path, environment: { ...Object.fromEntries(own), ...more } };
}
