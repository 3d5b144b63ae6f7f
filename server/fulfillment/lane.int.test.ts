import { once } from "node:events";
import { connect, createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Lane, type LaneTx } from "./lane.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";

let world: GivenWorld;
let lane: Lane;
beforeEach(async () => {
  world = await givenWorld();
  lane = new Lane({ databaseUrl: world.database.url, onLost: () => undefined });
});
afterEach(async () => {
  await lane.close();
  await world.close();
});

const ask = (tx: LaneTx, n: number) =>
  tx.query<{ n: number }>(`ask-${n}`, `select ${n} + $1::int as n`, [0]);
const fail = (tx: LaneTx) => tx.query("fail", "select 1 / $1::int", [0]);
const said = (results: { rows: { n: number }[] }[]) => results.map(({ rows }) => rows[0]?.n);

describe("the statements of one turn", () => {
  test("are answered each, in their order, by one answer of the server in all", async () => {
    const counting = await openCountingProxy(world.database.url);
    const counted = new Lane({ databaseUrl: counting.url, onLost: () => undefined });
    const asked = () =>
      counted.transaction(async (tx) => {
        const result = Promise.all([ask(tx, 1), ask(tx, 2), ask(tx, 3)]);
        return { result, last: result };
      });
    expect(said(await asked())).toEqual([1, 2, 3]);
    const before = counting.answers();
    expect(said(await asked())).toEqual([1, 2, 3]);
    expect(counting.answers() - before).toBe(1);
    await counted.close();
    await counting.close();
  });

  test("behind one that fails are not run, and are told why", async () => {
    const told: unknown[] = [];
    const failing = lane.transaction(async (tx) => {
      const all = [ask(tx, 1), fail(tx), ask(tx, 2)];
      for (const each of all) each.catch((error) => told.push(error.code));
      const last = Promise.all(all);
      return { result: null, last };
    });
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    expect(told).toEqual(["22012", "22012"]);
  });

  test("are run by the next transaction, whether they were prepared before or skipped", async () => {
    await lane
      .transaction(async (tx) => ({ result: null, last: Promise.all([fail(tx), ask(tx, 1)]) }))
      .catch(() => undefined);
    const results = await lane.transaction(async (tx) => {
      const result = Promise.all([ask(tx, 1), ask(tx, 2)]);
      return { result, last: result };
    });
    expect(said(results)).toEqual([1, 2]);
  });

  test("are taken back as one when their transaction is given up before they have left", async () => {
    const given = lane.transaction(async (tx) => {
      tx.query(null, "create temp table left_behind ()", []).catch(() => undefined);
      throw new Error("given up");
    });
    await expect(given).rejects.toThrow("given up");
    const found = await lane.transaction(async (tx) => {
      const result = tx.query<{ t: string | null }>(
        null,
        "select to_regclass('left_behind')::text t",
        [],
      );
      return { result, last: result };
    });
    expect((await found).rows).toEqual([{ t: null }]);
  });
});

/** A wire that counts how often the server says that it is ready for more. */
async function openCountingProxy(databaseUrl: string) {
  const READY = Buffer.from("Z\0\0\0\x05");
  const target = new URL(databaseUrl);
  let answers = 0;
  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    client.on("error", () => upstream.destroy()).pipe(upstream);
    upstream.on("error", () => client.destroy());
    upstream.on("data", (bytes) => {
      for (let at = bytes.indexOf(READY); at >= 0; at = bytes.indexOf(READY, at + 1)) answers += 1;
      client.write(bytes);
    });
    upstream.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Bug: no TCP port");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return {
    url: url.href,
    answers: () => answers,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
