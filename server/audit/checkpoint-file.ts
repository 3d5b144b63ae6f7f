import { type FileHandle, mkdir, open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

const checkpoint = z.object({
  at: z.iso.datetime(),
  /** The last event of the chain's last link at that moment. */
  lastId: z.int().positive(),
  /** The link's hash, which stands for everything up to it. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Checkpoint = z.infer<typeof checkpoint>;

export const checkpointFileIn = (dataDir: string) => join(dataDir, "checkpoints.jsonl");

/** More than a few lines; the last one that can be read is among them. */
const TAIL_BYTES = 4_096;

const NEWLINE = "\n".charCodeAt(0);

/** Adds one line and waits until the disk has it. One writer at a time: see write-checkpoints.ts. */
export async function appendCheckpoint(file: string, added: Checkpoint): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "a+", 0o600);
  try {
    const tail = await readTail(handle, 1);
    // Behind a line that was cut off by a crash, this one would be lost as well.
    const separator = tail.length > 0 && tail[0] !== NEWLINE ? "\n" : "";
    await handle.appendFile(`${separator}${JSON.stringify(added)}\n`);
    await handle.datasync();
    if (process.getuid?.() === 0) {
      // One start as root must not lock the folder's owner out of the next.
      const folder = await stat(dirname(file));
      await handle.chown(folder.uid, folder.gid);
    }
  } finally {
    await handle.close();
  }
}

/** Null when there is none, or none that can be read. */
export async function readLastCheckpoint(file: string): Promise<Checkpoint | null> {
  const handle = await openIfThere(file);
  if (handle === null) return null;
  try {
    const lines = (await readTail(handle, TAIL_BYTES)).toString().split("\n");
    return lines.reduceRight<Checkpoint | null>((found, line) => found ?? parse(line), null);
  } finally {
    await handle.close();
  }
}

/** Line by line: a year has half a million. Null for a line that cannot be read; none at all without a file. */
export async function* readCheckpoints(file: string): AsyncGenerator<Checkpoint | null> {
  const handle = await openIfThere(file);
  if (handle === null) return;
  try {
    for await (const line of handle.readLines()) yield parse(line);
  } finally {
    await handle.close();
  }
}

async function openIfThere(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function readTail(handle: FileHandle, bytes: number): Promise<Buffer> {
  const { size } = await handle.stat();
  const length = Math.min(bytes, size);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  return buffer;
}

function parse(line: string): Checkpoint | null {
  try {
    return checkpoint.parse(JSON.parse(line));
  } catch {
    // Torn by a crash, or not ours: whoever reads on says so.
    return null;
  }
}
