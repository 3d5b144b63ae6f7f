/**
 * Adds to package-lock.json the optional packages for other platforms that the
 * registry at hand could not describe. Without them `npm ci` refuses the file,
 * although none of them would be installed here. Run it after `npm install`:
 * node scripts/complete-lock.mjs
 */
import fs from "node:fs";

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const PROCESSORS = ["arm64", "x64", "ia32", "arm", "ppc64", "riscv64", "s390x", "wasm32"];
const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(fs.readFileSync(file, "utf8"));

const added = [];
for (const [parent, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(parent, name)) continue;
    lock.packages[`node_modules/${name}`] = entryOf(name, version, entry.dev === true);
    added.push(`${name}@${version}`);
  }
}
const { "": root, ...packages } = lock.packages;
const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"));
lock.packages = { "": root, ...Object.fromEntries(sorted) };
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? "Nothing was missing." : `Added:\n  ${added.join("\n  ")}`);

/** Looks for a package as npm does: in the nearest node_modules upwards. */
function isLocked(parent, name) {
  for (let base = parent; ; base = base.slice(0, Math.max(0, base.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${base ? `${base}/` : ""}node_modules/${name}`]) return true;
    if (base === "") return false;
  }
}

/** Platform packages say in their name where they run. */
function entryOf(name, version, dev) {
  const parts = name.split("/").at(-1).split("-");
  const os = SYSTEMS.find((system) => parts.includes(system));
  const cpu = PROCESSORS.find((processor) => parts.includes(processor));
  if (cpu === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`${name}@${version}: cannot tell for which platform it is`);
  }
  const libc = os === "linux" ? (parts.at(-1).startsWith("musl") ? "musl" : "glibc") : undefined;
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}
