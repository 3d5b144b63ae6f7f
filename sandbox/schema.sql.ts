/**
 * The bundled partners' own schema; the product never reads it. `objects` holds whatever a partner
 * keeps under a reference (tombstones too) and is never emptied: a reference is unique for ever.
 * `ledger` lists what really happened; its unique key says that nothing happens twice to a reference.
 */
export const SANDBOX_SCHEMA_SQL = `
do $$ begin
  -- "if not exists" would ask for the right to create schemas even when there is nothing to create.
  if to_regnamespace('sandbox') is null then create schema sandbox; end if;
end $$;

create table if not exists sandbox.objects (
  partner          text not null,
  client_reference text not null,
  object_id        text,
  order_number     text not null,
  state            text not null,
  fingerprint      text,
  detail           jsonb not null,
  rejection_code   text,
  version          integer not null,
  live_effects     integer not null,
  repeat_count     integer not null,
  due_at           timestamptz(3),
  created_at       timestamptz(3) not null default now(),
  constraint objects_pkey primary key (partner, client_reference),
  constraint objects_object_id_key unique (object_id),
  constraint objects_live_effects_check check (live_effects between 0 and 1)
);
create index if not exists objects_due_at_idx on sandbox.objects (due_at) where due_at is not null;
create index if not exists objects_repeated_idx on sandbox.objects (partner) where repeat_count > 0;

create table if not exists sandbox.stock (
  ndc   text not null,
  stock numeric(14, 3) not null,
  constraint stock_pkey primary key (ndc),
  constraint stock_stock_check check (stock >= 0)
);

create table if not exists sandbox.ledger (
  seq              bigint generated always as identity,
  at               timestamptz(3) not null,
  partner          text not null,
  effect           text not null,
  client_reference text not null,
  object_id        text,
  order_number     text not null,
  constraint ledger_pkey primary key (seq),
  constraint ledger_effect_key unique (partner, client_reference, effect)
);

create table if not exists sandbox.invariant_violations (
  id               bigint generated always as identity,
  at               timestamptz(3) not null default now(),
  client_reference text not null,
  detail           text not null,
  constraint invariant_violations_pkey primary key (id)
);
`;
