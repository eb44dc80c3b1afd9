-- One log of what has to be accounted for, in a chain (docs/adr/0049). `personal` can go alone: the chain holds its hash.
create table audit_log (
  id uuid primary key,
  at_ms bigint not null,
  kind text not null,
  actor_id uuid,
  subject_id uuid,
  chat_id uuid,
  about jsonb not null,
  personal jsonb,
  personal_hash text,
  -- By the hub that wrote the row, with a key that the database does not know.
  tag text not null,
  -- Its place in the chain, and what binds it to the one before; null for some seconds.
  seq bigint unique,
  link text
);
create index audit_log_by_time on audit_log (at_ms, id);
create index audit_log_unsealed on audit_log (at_ms, id) where seq is null;
create index audit_log_of_chat on audit_log (chat_id, at_ms) where chat_id is not null;

-- How far the chain goes; signed, too.
create table audit_marks (
  key text primary key,
  seq bigint not null,
  link text not null,
  tag text not null
);
