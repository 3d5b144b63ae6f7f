import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import type { NoticeReply } from "#server/partners/types";
import { noticeJobIdOf } from "#server/queue/job-id";
import { NOTICE_QUEUE } from "#server/queue/queues";
import { plan } from "#server/saga/plan";
import type { Saga } from "#server/saga/types";
import type { NoticeSubmission } from "./submissions.ts";
import { readStream } from "./testing/check-world.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { answering, asking } from "./testing/outcomes.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

/** Every step succeeds, without a worker, until nothing is left to do. */
async function ended(sagaUuid: string): Promise<Saga> {
  for (;;) {
    const saga = await world.saga(sagaUuid);
    if (plan(saga) === null) return saga;
    await world.committer.submit(answering(saga));
  }
}

const shippedSaga = async () => ended((await world.place()).sagaUuid);

function telling(
  { orderUuid }: Saga,
  reply: NoticeReply,
  changes: Partial<NoticeSubmission> = {},
): NoticeSubmission {
  const { kind = "shipped", attempt = 0 } = changes;
  const ticket = { queue: NOTICE_QUEUE, jobId: noticeJobIdOf(orderUuid, kind, attempt) } as const;
  return { type: "notice", orderUuid, kind, attempt, doubted: false, reply, ticket, ...changes };
}

const eventsOf = async ({ orderUuid }: Saga) =>
  (await readStream(world.pool, orderUuid)).map(({ type, data }) => ({ type, data }));

async function queued() {
  const { rows } = await world.pool.query(
    `select id, state::text, data, extract(epoch from start_after - created_on)::int as wait
     from pgboss.job where name = $1 order by data->>'attempt'`,
    [NOTICE_QUEUE],
  );
  return rows;
}

const HELD: NoticeReply = { type: "transient", code: "partner_held" };
const LOST: NoticeReply = { type: "unknown", code: "timeout" };

describe("a message", () => {
  test("on hold comes back under the id it had, in 30 seconds, and nothing is written down", async () => {
    const saga = await shippedSaga();
    const id = noticeJobIdOf(saga.orderUuid, "shipped", 0);
    const data = {
      orderUuid: saga.orderUuid,
      kind: "shipped",
      attempt: 0,
      doubted: false,
      holder: null,
    };
    expect(await queued()).toEqual([{ id, state: "created", data, wait: 0 }]);
    for (const _ of [1, 2]) {
      await world.pool.query("update pgboss.job set start_after = now() where id = $1", [id]);
      expect(await world.boss.fetch(NOTICE_QUEUE)).toMatchObject([{ id }]);
      await world.committer.submit(telling(saga, HELD));
      expect(await queued()).toEqual([{ id, state: "created", data, wait: 30 }]);
    }
    expect(await eventsOf(saga)).toMatchObject([{ type: "OrderCreated" }]);
  });

  test.each([
    ["on hold", HELD, { attempt: 0, doubted: false }],
    ["in doubt", LOST, { attempt: 1, doubted: true }],
  ])("%s whose job was fetched twice is queued once", async (_what, reply, next) => {
    const saga = await shippedSaga();
    const before = world.committer.commitCount;
    const copies = [1, 2].map(() => world.committer.submit(telling(saga, reply)));
    await Promise.all(copies);
    expect(world.committer.commitCount - before).toBe(1);
    expect(await queued()).toMatchObject([{ data: next, wait: 30 }]);
  });

  test("that a copy has sent is not queued again by one on hold", async () => {
    const saga = await shippedSaga();
    const copies = [HELD, { type: "sent" } as const];
    await Promise.all(copies.map((reply) => world.committer.submit(telling(saga, reply))));
    expect(await queued()).toEqual([]);
  });

  test("that a copy has sent is noted once, whatever its other copies answer after it", async () => {
    const saga = await shippedSaga();
    const copies = [{ type: "sent" } as const, { type: "sent" } as const, LOST, HELD];
    await Promise.all(copies.map((reply) => world.committer.submit(telling(saga, reply))));
    expect(await queued()).toEqual([]);
    const types = (await eventsOf(saga)).map(({ type }) => type);
    expect(types).toEqual(["OrderCreated", "CustomerNotified"]);
  });

  test.each<NoticeReply>([
    { type: "sent" },
    LOST,
    { type: "undeliverable", code: "mailbox_unknown" },
  ])(
    "that it shipped, answered late ($type), leaves what the customer was told of the cancellation",
    async (reply) => {
      const shipped = await shippedSaga();
      await world.committer.submit(asking(shipped, { type: "undo" }));
      const saga = await ended(shipped.sagaUuid);
      expect(saga.position).toBe("CANCELLED");
      await world.committer.submit(telling(saga, { type: "sent" }, { kind: "cancelled" }));
      const before = await eventsOf(saga);
      await world.committer.submit(telling(saga, reply));
      expect(await eventsOf(saga)).toEqual(before);
      const { rows } = await world.pool.query(
        "select notice_kind, notice_state from orders where order_uuid = $1",
        [saga.orderUuid],
      );
      expect(rows).toEqual([{ notice_kind: "cancelled", notice_state: "told" }]);
      expect(await queued()).toEqual([]);
    },
  );

  test("fetched again after its worker died is sent, and counts as one that may have arrived", async () => {
    const saga = await shippedSaga();
    await world.boss.fetch(NOTICE_QUEUE);
    await world.expireLeases();
    world.partners.noticeReplies.push(LOST);
    await world.startWorker();
    await world.settle();
    expect(world.partners.noticeReplies).toEqual([]);
    expect(await eventsOf(saga)).toMatchObject([
      { type: "OrderCreated" },
      {
        type: "CustomerNotificationFailed",
        data: { kind: "shipped", code: "timeout", permanent: true },
      },
    ]);
  });
});

describe("a message that did not arrive", () => {
  const headOf = async ({ orderUuid }: Saga) => {
    const { rows } = await world.pool.query(
      "select notice_state, notice_code from orders where order_uuid = $1",
      [orderUuid],
    );
    return rows[0];
  };

  async function refusedSaga(code: string): Promise<Saga> {
    const saga = await shippedSaga();
    await world.committer.submit(telling(saga, { type: "undeliverable", code }));
    return saga;
  }

  test("is sent once more when a person asks for it, however often they press", async () => {
    const saga = await refusedSaga("mailbox_full");
    const { orderUuid } = saga;
    const wish = asking(saga, { type: "resend_notice", orderUuid });
    const presses = await Promise.all([1, 2, 3].map(() => world.committer.submit(wish)));
    expect(presses.map((receipt) => receipt.type === "decided" && receipt.decision)).toEqual([
      "accepted",
      "accepted",
      "accepted",
    ]);
    const another = asking(saga, { type: "resend_notice", orderUuid });
    expect(await world.committer.submit(another)).toMatchObject({
      decision: "ignored",
      code: "the e-mail is on its way already",
    });
    expect(await queued()).toMatchObject([{ data: { orderUuid, attempt: 0, doubted: false } }]);
    expect(await headOf(saga)).toMatchObject({ notice_state: "due" });

    await world.startWorker();
    await world.settle();
    expect(world.partners.mails).toMatchObject([{ kind: "shipped" }]);
    expect(await headOf(saga)).toEqual({ notice_state: "told", notice_code: null });
  });

  test("and does not arrive again comes back to people with the same reason", async () => {
    const saga = await refusedSaga("mailbox_full");
    const { orderUuid } = saga;
    await world.committer.submit(asking(saga, { type: "resend_notice", orderUuid }));
    await world.committer.submit(telling(saga, { type: "undeliverable", code: "mailbox_full" }));
    expect(await headOf(saga)).toEqual({ notice_state: "failed", notice_code: "mailbox_full" });
    expect(await queued()).toEqual([]);
  });

  test("is not sent again without an address, nor when it is told, nor before the end", async () => {
    const answerTo = async (saga: Saga) => {
      const { orderUuid } = saga;
      return world.committer.submit(asking(saga, { type: "resend_notice", orderUuid }));
    };
    expect(await answerTo(await refusedSaga("no_email"))).toMatchObject({
      decision: "rejected",
      code: "no_address",
    });
    const told = await shippedSaga();
    await world.committer.submit(telling(told, { type: "sent" }));
    expect(await answerTo(told)).toMatchObject({ decision: "ignored" });
    const placed = await world.place();
    expect(await answerTo(await world.saga(placed.sagaUuid))).toMatchObject({
      decision: "rejected",
      code: "nothing_to_tell",
    });
  });
});

describe("a worker that ends an order", () => {
  /** A worker that was handed the message and never came to it: nobody holds its lock. */
  const DEAD = 1;

  async function endBy(worker: number) {
    const { sagaUuid } = await world.place();
    const committer = world.openCommitter({ worker });
    for (;;) {
      const saga = await world.saga(sagaUuid);
      const receipt = await committer.submit(answering(saga));
      if (receipt.type !== "committed") throw new Error(`an answer was ${receipt.type}`);
      if (receipt.next === null) return { saga: await world.saga(sagaUuid), receipt };
    }
  }

  test("is handed the message to its customer, and leaves a net for the case that it dies", async () => {
    const { saga, receipt } = await endBy(DEAD);
    const { orderUuid } = saga;
    const own = { orderUuid, kind: "shipped", attempt: 0, doubted: false };
    expect(receipt.notice).toMatchObject({ ...own, saga });
    expect(await queued()).toEqual([
      {
        id: noticeJobIdOf(orderUuid, "shipped", 0),
        state: "created",
        data: { ...own, holder: DEAD },
        wait: 30,
      },
    ]);
  });

  test("and dies before it has told its customer leaves that to another, who sends it at once", async () => {
    const { saga } = await endBy(DEAD);
    await world.startWorker();
    await expect.poll(() => world.partners.mails.length, { timeout: 9_000 }).toBe(1);
    await world.settle();
    expect(await eventsOf(saga)).toMatchObject([
      { type: "OrderCreated" },
      { type: "CustomerNotified" },
    ]);
  });

  test("tells its customer without fetching the message first", async () => {
    await withClient(world.database.adminUrl, async (admin) => {
      await admin.query(
        `create function refuse_fetch() returns trigger language plpgsql as
         'begin raise exception ''nobody fetches this''; end'`,
      );
      await admin.query(
        `create trigger refuse_fetch before update on pgboss.job_common for each row
         when (new.name = '${NOTICE_QUEUE}' and new.state = 'active') execute function refuse_fetch()`,
      );
    });
    await world.startWorker();
    await world.place();
    await world.settle();
    expect(world.partners.mails).toMatchObject([{ kind: "shipped" }]);
  });
});
