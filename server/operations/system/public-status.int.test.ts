import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client";
import { openCutProxy } from "#server/fulfillment/testing/cut-proxy";
import { type ConsoleWorld, openConsoleWorld } from "../testing/console-world.ts";
import { publicStatus } from "./public-status.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

const database = (url: string) =>
  openDatabase({
    url,
    maxConnections: 1,
    applicationName: "backstitch-test",
    onIdleError: () => undefined,
  });

test("tells that the database answers, which version this is, and whom it talks to", async () => {
  const opened = database(world.copy.url);
  expect(await publicStatus({ database: opened, env: {} })).toEqual({
    isUp: true,
    environment: "sandbox",
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
  await opened.close();
});

test("is not up where nobody listens, and answers all the same", async () => {
  const opened = database("postgres://nobody@127.0.0.1:1/nothing");
  expect(await publicStatus({ database: opened, env: {} })).toMatchObject({ isUp: false });
  await opened.close();
});

test("is not up when the database hears and says nothing, and does not wait for it", async () => {
  const proxy = await openCutProxy(world.copy.url);
  const opened = database(proxy.url);
  const deaf = proxy.spring({ on: /./, skip: 0, by: "mute" });
  expect(await publicStatus({ database: opened, env: {} }, 300)).toMatchObject({ isUp: false });
  await deaf;
  await proxy.cut();
});
