import { NOT_ADMITTED } from "#server/circuits/circuit";

/** Why nothing was sent that is our own doing: such a wait is no attempt that failed. */
export const OWN_WAITS: readonly string[] = [
  ...Object.values(NOT_ADMITTED),
  "client_closed",
  "aborted",
];

const FAILED_OF_EVENT = `
  case when e.event_data->>'direction' = 'undo' then 'undo_failed'
    else (e.event_data->>'step') || '_failed' end`;

/** The last time before an event at which its saga changed its position, and the position it has had since. */
const PLACE_BEFORE = `
  select p.occurred_at as since, coalesce(p.event_data->>'to', 'PENDING_PRESCRIPTION') as position
  from event_store p
  where p.aggregate_uuid = e.aggregate_uuid and p.aggregate_version < e.aggregate_version
    and p.event_type in ('OrderFulfillmentSagaStarted', 'OrderFulfillmentSagaStateChanged')
  order by p.aggregate_version desc limit 1`;

const STEP_OF_POSITION = `
  when 'PENDING_PRESCRIPTION' then 'prescription'
  when 'PENDING_INVENTORY_RESERVATION' then 'inventory'
  when 'PENDING_SHIPMENT' then 'shipment'`;

/**
 * What a set of events says, as two relations: `counted` (at, measure) and `timed`
 * (at, subject, bin). A pure function of the events and those before them in
 * their streams, so whoever asks again gets the same. `ownWaits` names the
 * parameter with OWN_WAITS.
 *
 * A step takes from the moment the saga came to it until it left it forwards: its
 * waits, retries and whatever a person did to it are in it. An unknown outcome and
 * the retry it leads to are one failed attempt. A refusal stands apart: it is the
 * partner's answer about an order, and no fault of the partner.
 */
export const factsOf = (events: string, ownWaits: string): string => `
  moved as (
    select e.aggregate_uuid, e.occurred_at as at, e.event_data->>'to' as moved_to,
      before.position as moved_from, e.occurred_at - before.since as took
    from ${events} e cross join lateral (${PLACE_BEFORE}) before
    where e.event_type = 'OrderFulfillmentSagaStateChanged'
  ),
  spans as (
    select at, took,
      case moved_from ${STEP_OF_POSITION} when 'COMPENSATING' then 'undo' end as subject
    from moved where moved_to <> 'COMPENSATING'
    union all
    select m.at, m.at - begun.occurred_at, 'order'
    from moved m cross join lateral (
      select s.occurred_at from event_store s
      where s.aggregate_uuid = m.aggregate_uuid and s.aggregate_version = 1 limit 1) begun
    where m.moved_to = 'COMPLETED'
  ),
  timed as (
    select at, subject, least(80, greatest(0, floor(8 * log(
      greatest(1, extract(epoch from took)::float8 * 1000)))))::smallint as bin
    from spans where subject is not null
  ),
  counted as (
    select at, measure from (
      select e.occurred_at as at, case e.event_type
        when 'OrderCreated' then 'orders_placed'
        when 'CustomerNotified' then 'customers_told'
        when 'CustomerNotificationFailed' then 'mail_failed'
        when 'PrescriptionFailed' then 'prescription_refused'
        when 'InventoryReservationFailed' then 'inventory_refused'
        when 'ShipmentInitiationFailed' then 'shipment_refused'
        when 'StepOutcomeUnknown' then ${FAILED_OF_EVENT}
        when 'StepRetryScheduled' then case
          when e.event_data->>'because' in ('not_sent', 'transient')
            and e.event_data->>'code' <> all (${ownWaits}::text[]) then ${FAILED_OF_EVENT} end
        when 'OrderFulfillmentSagaStateChanged' then case e.event_data->>'to'
          when 'COMPLETED' then 'orders_completed' when 'CANCELLED' then 'orders_cancelled' end
        end as measure
      from ${events} e
      union all
      select e.occurred_at, case
        when e.event_data->>'reason' = 'COMPENSATION_REFUSED' then 'undo_failed'
        else coalesce(case before.position ${STEP_OF_POSITION} end, 'undo') || '_failed' end
      from ${events} e cross join lateral (${PLACE_BEFORE}) before
      where e.event_type = 'SagaParked' and e.event_data->>'reason' in
        ('COMPENSATION_REFUSED', 'PARTNER_MISCONFIGURED', 'REQUEST_REFUSED')
    ) told where measure is not null
  )`;
