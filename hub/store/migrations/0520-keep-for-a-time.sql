-- What was removed because its term was over, and what is being removed (docs/adr/0052). One is open at a time.
create table retention_runs (
  id uuid primary key,
  begun_at_ms bigint not null,
  ended_at_ms bigint,
  rules jsonb not null,
  removed jsonb not null
);
create unique index retention_runs_open on retention_runs ((ended_at_ms is null)) where ended_at_ms is null;
create index retention_runs_by_time on retention_runs (begun_at_ms);

-- Who had what open: one line for a person, a thing and a quarter of an hour.
create table access_log (
  object_id uuid not null,
  actor_id uuid not null,
  kind text not null,
  slot_ms bigint not null,
  chat_id uuid,
  first_at_ms bigint not null,
  last_at_ms bigint not null,
  primary key (object_id, actor_id, kind, slot_ms)
);
create index access_log_by_time on access_log (last_at_ms, object_id);
create index access_log_of_chat on access_log (chat_id, last_at_ms) where chat_id is not null;
create index access_log_of_actor on access_log (actor_id, last_at_ms);
