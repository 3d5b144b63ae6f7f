import type { Client } from "pg";
import { CHAIN_START, hashLink, type Link } from "#server/fulfillment/chain-digest";
import type { StoredEvent } from "#server/fulfillment/event-codec";
import { digestStored, nameOf, readEvents } from "#server/projections/stored-events";
import { type Check, Tally } from "./check.ts";
import { inBatches } from "./snapshot.ts";

/** Held in memory at once; one commit may have written more, and is looked at as a whole. */
const EVENTS_A_BATCH = 5_000;

/** Ours are positive; somebody else's need not be. */
const LOWEST_ID = "'-9223372036854775808'::bigint";

const READ_LINKS = `
  with page as (
    select * from event_chain where last_id > $1 and last_id <= $3 order by last_id limit $2
  ), counted as (
    select *, sum(event_count) over (order by last_id) - event_count as events_before from page
  )
  select last_id::text as id, first_id::text, event_count, digest, hash
  from counted where events_before < ${EVENTS_A_BATCH} order by last_id`;

// Not to be turned into a join, for which the planner would read all events.
const LINKED = `
  unnest($1::bigint[], $2::bigint[]) l(first_id, last_id), lateral (
    select * from event_store where id between l.first_id and l.last_id offset 0) e`;

const BETWEEN_LINKS = `
  event_store e where e.id > coalesce($1, ${LOWEST_ID}) and e.id < $2 order by e.id limit 1000`;

// One statement, so of one moment: an event and its link appear together.
const AFTER_THE_LAST = `
  event_store e where e.id > (select coalesce(max(last_id), ${LOWEST_ID}) from event_chain)
  order by e.id limit 1000`;

/** A link and its events were written by one transaction; a row that is of another was written again. */
const READ_REWRITTEN = `
  select e.id::text
  from event_chain l join event_store e on e.id between l.first_id and l.last_id
  where l.last_id = $1 and e.xmin::text <> l.xmin::text and exists (
    select from event_store o where o.id between l.first_id and l.last_id and o.xmin::text = l.xmin::text)
  order by e.id limit 1`;

type LinkRow = { id: string; first_id: string; event_count: number; digest: Buffer; hash: Buffer };
type WrittenLink = Link & { hash: Buffer };
/** What a link follows; the first one follows no event. */
type Before = { lastId: number | null; hash: Buffer };

/**
 * Walks the chain from its start and takes every digest and every hash again: an
 * event or a link that was changed, removed or put in is found, whoever did it.
 * What this cannot see is that the end was cut off, or that somebody wrote all
 * of it anew: that is what checkpoints are for.
 */
export const chainIsUnbroken: Check = {
  name: "the chain is unbroken: events are as they were written",
  async run({ client }) {
    const tally = new Tally("linked events");
    let before: Before = { lastId: null, hash: CHAIN_START };
    await inBatches<LinkRow>(client, "event_chain", {
      read: async (...page) => (await client.query<LinkRow>(READ_LINKS, page)).rows,
      look: async (rows) => {
        const links = rows.map(toLink);
        const events = await readLinked(client, links);
        for (const link of links) {
          tally.looked(link.eventCount);
          if (link.firstId - 1 !== before.lastId) {
            const values = [before.lastId, link.firstId];
            accuseUnlinked(tally, await readEvents(client, BETWEEN_LINKS, values));
          }
          const wrong = await whatIsWrong(client, { before, link, events });
          if (wrong !== null) tally.accuse(wrong);
          before = link;
        }
      },
    });
    accuseUnlinked(tally, await readEvents(client, AFTER_THE_LAST, []));
    return tally.finding();
  },
};

function toLink({ id, first_id, event_count, digest, hash }: LinkRow): WrittenLink {
  return { lastId: Number(id), firstId: Number(first_id), eventCount: event_count, digest, hash };
}

async function readLinked(
  client: Client,
  links: readonly Link[],
): Promise<ReadonlyMap<number, StoredEvent>> {
  const events = await readEvents(client, LINKED, [
    links.map(({ firstId }) => firstId),
    links.map(({ lastId }) => lastId),
  ]);
  return new Map(events.map((event) => [event.id, event]));
}

function accuseUnlinked(tally: Tally, events: readonly StoredEvent[]): void {
  for (const event of events) tally.accuse(`${nameOf(event)} has no link`);
}

async function whatIsWrong(
  client: Client,
  found: { before: Before; link: WrittenLink; events: ReadonlyMap<number, StoredEvent> },
): Promise<string | null> {
  const { before, link } = found;
  const name = `link ${link.lastId} (events ${link.firstId} to ${link.lastId})`;
  if (before.lastId !== null && link.firstId <= before.lastId) {
    return `${name} begins within the link before it`;
  }
  if (!hashLink(before.hash, link).equals(link.hash)) {
    return `${name} does not follow from the link before it`;
  }
  const ids = Array.from({ length: link.eventCount }, (_, index) => link.firstId + index);
  const missing = ids.find((id) => !found.events.has(id));
  if (missing !== undefined) return `event ${missing} is gone, which ${name} was made with`;
  const events = ids.flatMap((id) => found.events.get(id) ?? []);
  if (digestStored(events).equals(link.digest)) return null;
  const changed = await findChanged(client, link, events);
  return changed
    ? `${nameOf(changed)} is not as it was written`
    : `one of the events ${link.firstId} to ${link.lastId} is not as it was written`;
}

/** The digest says that one was changed, not which; Postgres may still show it. */
async function findChanged(
  client: Client,
  link: Link,
  events: readonly StoredEvent[],
): Promise<StoredEvent | undefined> {
  if (events.length === 1) return events[0];
  const { rows } = await client.query<{ id: string }>(READ_REWRITTEN, [link.lastId]);
  return events.find(({ id }) => id === Number(rows[0]?.id));
}
