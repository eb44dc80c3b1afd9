-- A cloud PBX: its calls stand in the timelines, and desks may ask it for a few things.

-- Who talked, by the book of the PBX.
alter table calls add column answered_by text;

-- One row at most. Key and salt are sealed.
create table mango_connection (
  only_one boolean primary key default true check (only_one),
  api_url text not null,
  api_key text not null,
  api_salt text not null,
  -- Which employee is who in Otklik, by extension.
  people jsonb not null default '{}',
  -- As the PBX named them last.
  employees jsonb not null default '[]',
  -- Calls of before are no concern of this hub.
  since_ms bigint not null,
  compared_to_ms bigint not null
);

-- One conversation of the PBX and the call that stands for it. Events and statistics tell of it in any order.
create table mango_calls (
  entry_id text primary key,
  call_id uuid not null unique,
  -- A desk keeps the same call by itself and has told of it under this id.
  is_of_desk boolean not null default false,
  summary jsonb,
  rows jsonb,
  -- Of the callback that began it.
  command_id uuid,
  is_over boolean not null default false,
  updated_at_ms bigint not null
);
create index mango_calls_live on mango_calls (updated_at_ms) where not is_over;

-- What was told of a leg. The PBX numbers these, so that a repeat is known as one.
create table mango_events (
  leg_id text not null,
  seq integer not null,
  entry_id text not null references mango_calls (entry_id),
  event jsonb not null,
  primary key (leg_id, seq)
);
create index mango_events_entry on mango_events (entry_id);

-- What desks asked of the PBX. `sending` is durable before the PBX is spoken to, so that no crash rings twice.
create table telephony_requests (
  id uuid primary key,
  kind text not null,
  agent_id uuid not null,
  number text not null,
  call_id uuid,
  -- Whose phone is to ring first.
  extension text,
  state text not null,
  reason text,
  code integer,
  at_ms bigint not null
);
create index telephony_requests_recent on telephony_requests (at_ms);
