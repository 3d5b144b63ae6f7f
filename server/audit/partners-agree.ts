import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import { SAGA_COLUMNS, type SagaRow, toSaga } from "#server/fulfillment/saga-row";
import type { Saga } from "#server/saga/types";
import { type AuditTarget, type Check, Tally } from "./check.ts";
import { judgeStanding } from "./judge-standing.ts";
import { Ledger, readSandboxHealth } from "./ledger.ts";
import { inBatches } from "./snapshot.ts";

type Row = SagaRow & { id: string };

const NAMES = Object.keys(SAGA_COLUMNS).join(", ");
const READ = `
  select id, ${NAMES} from order_fulfillment_sagas
  where id > $1 and id <= $3 order by id limit $2`;
const READ_ONE = `select ${NAMES} from order_fulfillment_sagas where saga_uuid = $1`;

const FIND_UNKNOWN = `
  select u::text as saga_uuid from unnest($1::text[]) u
  where not exists (select from order_fulfillment_sagas g where g.saga_uuid::text = u)`;

/** Steps that a person reported as done outside, where the bundled partners saw nothing of it. */
const READ_BY_HAND = `
  select event_data->>'step' as step from event_store
  where aggregate_uuid = $1 and event_type = 'ManualResolutionRecorded'
    and (event_data->>'happened')::boolean`;

const LOOK_UP_BATCH = 5_000;

/** The ledger of the bundled partners shows for every saga what its position says. */
export const partnersAgree: Check = {
  name: "the partners hold what the sagas say",
  async run({ client, sandbox }) {
    if (sandbox === null) {
      return {
        status: "skipped",
        because: "no bundled partners, so nobody can list what they hold",
      };
    }
    const tally = new Tally("sagas");
    const ledger = new Ledger(sandbox.url);
    await ledger.catchUp();
    const suspects: string[] = [];
    await inBatches<Row>(client, "order_fulfillment_sagas", {
      read: async (...page) => (await client.query<Row>(READ, page)).rows,
      look: async (rows) => {
        tally.looked(rows.length);
        for (const saga of rows.map(toSaga)) {
          const wrong = judgeStanding(saga, ledger.standingOf(saga.sagaUuid), sandbox.partners);
          if (wrong !== null) suspects.push(saga.sagaUuid);
        }
      },
    });
    for (const sagaUuid of suspects) {
      const wrong = await confirm(client, ledger, sagaUuid, sandbox);
      if (wrong !== null) tally.accuse(`saga ${sagaUuid}: ${wrong}`);
    }
    for (const sagaUuid of await findUnknown(client, [...ledger.sagaUuids()])) {
      const standing = ledger.standingOf(sagaUuid);
      if (sandbox.partners.every((partner) => standing[partner] === 0)) continue;
      tally.accuse(`saga ${sagaUuid}: partners hold something for it, and it does not exist`);
    }
    for (const id of ledger.repeatedMessages) tally.accuse(`message ${id} was sent twice`);
    const health = await readSandboxHealth(sandbox.url);
    if (health.invariantViolations > 0) {
      tally.accuse(`the bundled partners refused ${health.invariantViolations} doubled effects`);
    }
    if (health.repeatedMails > 0) {
      tally.remark(`${health.repeatedMails} messages arrived again and were recognised`);
    }
    return tally.finding();
  },
};

/** Looks to tell a wrong saga from one that is moving; each takes as long as a few commits. */
const MAX_LOOKS = 20;
const BETWEEN_LOOKS_MS = 250;

/**
 * The ledger was read before the saga, so a saga that moved meanwhile looks wrong.
 * It is accused only when it stood still while the ledger was read to its end.
 */
async function confirm(
  client: Client,
  ledger: Ledger,
  sagaUuid: string,
  { partners }: NonNullable<AuditTarget["sandbox"]>,
): Promise<string | null> {
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const before = await readSaga(client, sagaUuid);
    await ledger.catchUp();
    const after = await readSaga(client, sagaUuid);
    if (before === null || after === null) return "its row was deleted";
    const byHand = await client.query<{ step: string }>(READ_BY_HAND, [sagaUuid]);
    const outside = byHand.rows.map(({ step }) => step);
    const wrong = judgeStanding(after, ledger.standingOf(sagaUuid), partners, outside);
    if (wrong === null) return null;
    if (before.version === after.version) return wrong;
    await pause(BETWEEN_LOOKS_MS);
  }
  return "never stood still long enough to be compared with the partners";
}

async function readSaga(client: Client, sagaUuid: string): Promise<Saga | null> {
  const { rows } = await client.query<SagaRow>(READ_ONE, [sagaUuid]);
  return rows[0] === undefined ? null : toSaga(rows[0]);
}

async function findUnknown(client: Client, sagaUuids: readonly string[]): Promise<string[]> {
  const unknown: string[] = [];
  for (let from = 0; from < sagaUuids.length; from += LOOK_UP_BATCH) {
    const some = sagaUuids.slice(from, from + LOOK_UP_BATCH);
    const { rows } = await client.query<{ saga_uuid: string }>(FIND_UNKNOWN, [some]);
    unknown.push(...rows.map((row) => row.saga_uuid));
  }
  return unknown;
}
