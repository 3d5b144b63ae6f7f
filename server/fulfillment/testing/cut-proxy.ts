import { createServer, connect as dial, type Socket } from "node:net";

export type CutProxy = {
  /** The same database, by way of this proxy. */
  url: string;
  /** Every connection dies at once, and none is ever made again. */
  cut(): Promise<void>;
  /** Every connection dies at once; new ones are let through. */
  sever(): void;
  /** Springs on the next bytes of this kind. Resolves when it has. */
  spring(trap: Omit<Trap, "sprung">): Promise<void>;
  /**
   * The next COMMIT reaches the server and is carried out; its answer is lost,
   * and then everything is cut. Resolves when that has happened.
   */
  cutAfterNextCommit(options?: { skip: number }): Promise<void>;
  /** The next COMMIT never reaches the server; then everything is cut. */
  cutBeforeNextCommit(options?: { skip: number }): Promise<void>;
};

type Trap = {
  /** Sent bytes are held back; a commit that is done is carried out, and its answer held back. */
  on: "commit_sent" | "commit_done" | RegExp;
  /** So many of them pass first. */
  skip: number;
  /** Done before anything is cut. */
  first?: () => void;
  /** `mute`: what is sent passes, and this connection hears nothing any more. */
  by: "cut" | "sever" | "mute";
  sprung: () => void;
};

const COMMIT_SENT = Buffer.from("commit\0");
const COMMIT_DONE = Buffer.from("COMMIT\0");

/** A wire between a process and its database that a test may cut at a chosen moment. */
export async function openCutProxy(databaseUrl: string): Promise<CutProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let trap: Trap | null = null;

  const server = createServer((client) => {
    const upstream = dial(Number(target.port), target.hostname);
    let mute = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      // Either end may vanish: that is what this is for.
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    client.on("data", (bytes) => {
      const meets = meet(trap, bytes);
      if (meets === "held" && trap) return spring(trap);
      if (meets === "muted") mute = true;
      if (meets === "muted" && trap?.by === "mute") spring(trap);
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (!mute) client.write(bytes);
      else if (trap && bytes.includes(COMMIT_DONE)) spring(trap);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  let closed: Promise<void> | null = null;
  const sever = () => {
    for (const socket of sockets) socket.destroy();
  };
  const cut = () => {
    closed ??= new Promise<void>((resolve) => server.close(() => resolve()));
    sever();
    return closed;
  };
  function spring({ first, by, sprung }: Trap): void {
    trap = null;
    first?.();
    if (by === "cut") return void cut().then(sprung);
    if (by === "sever") sever();
    sprung();
  }
  const setTrap: CutProxy["spring"] = (wanted) =>
    new Promise<void>((sprung) => {
      trap = { ...wanted, sprung };
    });

  const url = new URL(databaseUrl);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Bug: no TCP port");
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return {
    url: url.href,
    cut,
    sever,
    spring: setTrap,
    cutAfterNextCommit: ({ skip } = { skip: 0 }) => setTrap({ on: "commit_done", skip, by: "cut" }),
    cutBeforeNextCommit: ({ skip } = { skip: 0 }) =>
      setTrap({ on: "commit_sent", skip, by: "cut" }),
  };
}

/** What becomes of bytes that a client sends: held back with all else, or passed, with or without an answer. */
function meet(trap: Trap | null, bytes: Buffer): "passed" | "muted" | "held" {
  if (!trap || !isSent(trap, bytes)) return "passed";
  if (trap.skip > 0) {
    trap.skip -= 1;
    return "passed";
  }
  return trap.on === "commit_done" || trap.by === "mute" ? "muted" : "held";
}

function isSent({ on }: Trap, bytes: Buffer): boolean {
  return on instanceof RegExp ? on.test(bytes.toString("latin1")) : bytes.includes(COMMIT_SENT);
}
