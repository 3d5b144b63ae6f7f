import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { readAnew } from "./read-anew.ts";

const client = new QueryClient();
afterEach(() => client.clear());

/** A page that shows what the server holds; each read takes what is so when it begins. */
function givenPage() {
  const server = { holds: "running", reads: 0, gate: Promise.withResolvers<void>() };
  const queryKey = ["order"];
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: async () => {
      const seen = server.holds;
      server.reads += 1;
      await server.gate.promise;
      return seen;
    },
  });
  observer.subscribe(() => undefined);
  return { server, queryKey, shown: () => client.getQueryData(queryKey) };
}

test("a change that comes while the page is being read is shown", async () => {
  const { server, queryKey, shown } = givenPage();
  server.holds = "failed again";
  const reading = readAnew(client, queryKey);
  server.gate.resolve();
  await reading;
  expect(shown()).toBe("failed again");
  expect(server.reads).toBe(2);
});

test("a change that comes while nothing is being read costs one read", async () => {
  const { server, queryKey, shown } = givenPage();
  server.gate.resolve();
  await expect.poll(shown).toBe("running");
  server.holds = "complete";
  await readAnew(client, queryKey);
  expect(shown()).toBe("complete");
  expect(server.reads).toBe(2);
});
