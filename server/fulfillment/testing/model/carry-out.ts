import { newUuid } from "#server/ids";
import { deadLetterOf, type SagaJobData } from "#server/queue/queues";
import { type Build, stepOf, THIS_BUILD } from "#server/saga/definition";
import { FORGETFUL_BUILD, LATER_BUILD, OLDER_BUILD } from "#server/saga/testing/situations";
import { type SagaJob, STEPS } from "#server/saga/types";
import { asking } from "../outcomes.ts";
import { SHIFT_CLOCK } from "../shifted-clock.ts";
import type { Command } from "./commands.ts";
import type { Stage } from "./stage.ts";

const BUILDS: Record<Extract<Command, { type: "deploy" }>["build"], Build> = {
  older: OLDER_BUILD,
  this: THIS_BUILD,
  later: LATER_BUILD,
  forgetful: FORGETFUL_BUILD,
};

/** Does one thing to the order on the stage, or to what carries it. */
export async function carryOut(stage: Stage, command: Command): Promise<void> {
  const { world } = stage;
  switch (command.type) {
    case "works":
      return stage.works();
    case "slow call answers":
      return stage.answerSlow();
    case "sweep":
      return void (await world.sweep());
    case "connections die":
      return void (await world.terminateSessions());
    case "job is duplicated":
    case "job is lost":
    case "job is given up":
    case "job comes late":
      return disturbJobs(stage, command);
    case "worker dies":
      return stage.restart(command.worker, stage.builds[command.worker]);
    case "deploy":
      return stage.restart(command.worker, BUILDS[command.build]);
    case "time passes":
      return void (await world.pool.query(SHIFT_CLOCK, [command.ms]));
    case "undo":
    case "retry":
    case "hold":
    case "release":
      return stage.submit(asking(await stage.saga(), { type: command.type }));
    case "cancel":
      return stage.cancel();
    case "partner is held":
      return void (await world.pool.query(
        "update partner_status set held_since = clock_timestamp(), held_by = 'account-1', reopening_since = null where partner = 'inventory' and held_since is null",
      ));
    case "partner is released":
      return releasePartners(stage);
    case "resolve":
      return resolve(stage, command.happened);
  }
}

export async function releasePartners({ world }: Stage): Promise<void> {
  await world.pool.query(
    "update partner_status set reopening_since = clock_timestamp() where held_since is not null and reopening_since is null",
  );
}

type Job = { id: string; name: SagaJob; data: SagaJobData };

async function disturbJobs(
  { world, sagaUuid }: Stage,
  command: Extract<Command, { type: `job ${string}` }>,
): Promise<void> {
  const { rows } = await world.pool.query<Job>(
    "select id, name, data from pgboss.job where data->>'sagaUuid' = $1 and name not like '%dead%'",
    [sagaUuid],
  );
  const [job] = rows;
  if (!job) return;
  const data = { ...job.data, holder: null };
  const drop = () => world.pool.query("delete from pgboss.job where id = $1", [job.id]);
  switch (command.type) {
    case "job is duplicated":
      await world.boss.insert(job.name, [{ id: newUuid(), data }]);
      return;
    case "job comes late": {
      const dispatch = Math.max(1, data.dispatch - command.back);
      await world.boss.insert(job.name, [{ id: newUuid(), data: { ...data, dispatch } }]);
      return;
    }
    case "job is lost":
      await drop();
      return;
    case "job is given up":
      await drop();
      await world.boss.insert(deadLetterOf(job.name), [{ id: newUuid(), data }]);
      return;
  }
}

/** A person tells the truth about what they see at the partner, once nothing is under way, and undoes what they say they undid. */
async function resolve(stage: Stage, happened: boolean): Promise<void> {
  const { world, sagaUuid } = stage;
  const saga = await stage.saga();
  const forward = stepOf(saga.position);
  const step = STEPS.find((each) => each === (forward ?? saga.work?.step));
  if (!step || !saga.parked || stage.slow.length > 0) return;
  const live = world.partners.liveSteps(sagaUuid).includes(step);
  const isTrue = forward ? happened === live : happened || live;
  if (!isTrue) return;
  if (!forward && happened) world.partners.takeBackBehindOurBack(sagaUuid, step);
  await stage.submit(
    asking(saga, {
      type: "resolve",
      happened,
      reference: happened ? `${step}-by-hand` : null,
      trackingNumber: null,
    }),
  );
}
