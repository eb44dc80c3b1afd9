create table changes (
  seq bigint generated always as identity (start with 1) primary key,
  at_ms bigint not null,
  audience text not null,
  entity text not null,
  entity_id text not null
);

create table applied_commands (
  id uuid primary key,
  name text not null,
  at_ms bigint not null,
  refusal jsonb
);
create index applied_commands_by_age on applied_commands (at_ms);
