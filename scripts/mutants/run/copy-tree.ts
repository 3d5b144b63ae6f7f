import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";

/** What is made by tools, and what a running instance keeps. */
const NOT_COPIED = /^(node_modules|\.git|\.next|\.data.*|test-results|playwright-report)$/;

export type Tree = {
  folder: string;
  read(file: string): string;
  write(file: string, text: string): void;
  remove(): void;
};

/**
 * The project in a folder of its own, packages shared: what is broken there
 * reaches child processes too, and never the files of whoever runs it.
 */
export function copyTree(): Tree {
  const folder = mkdtempSync(join(tmpdir(), "backstitch-mutants-"));
  // A test's database may run as another user and must get through.
  chmodSync(folder, 0o755);
  cpSync(projectRoot, folder, {
    recursive: true,
    filter: (source) => !NOT_COPIED.test(relative(projectRoot, source)),
  });
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  return {
    folder,
    read: (file) => readFileSync(join(folder, file), "utf8"),
    write: (file, text) => writeFileSync(join(folder, file), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
