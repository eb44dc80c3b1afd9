-- The supervisor's wall (ADR 45). Each change of a case, an agent or the central settings leaves what the wall goes by
-- (shared/domain/wall/facts.ts) under its place in the feed; `wall_frames` hold all of it now and then, so that any
-- minute can be played again from the frame before it. Neither holds anything of a client but ids.
create table wall_log (
  seq bigint primary key,
  at_ms bigint not null,
  fact jsonb not null
);
create index wall_log_by_time on wall_log (at_ms);
create table wall_frames (
  seq bigint primary key,
  at_ms bigint not null,
  facts jsonb not null
);
create index wall_frames_by_time on wall_frames (at_ms);

alter table agents add column talking_since_ms bigint;

-- Of a person, counted anew with each message; whose a case was last, once it is closed.
alter table cases
  add column first_answer_ms bigint,
  add column last_team_id uuid,
  add column last_agent_id uuid;
update cases set
  last_team_id = team_id,
  last_agent_id = coalesce((state ->> 'agentId')::uuid, (state -> 'by' ->> 'agentId')::uuid),
  first_answer_ms = (
    select min(at_ms) from messages
    where messages.chat_id = cases.chat_id
      and at_ms >= opened_at_ms and at_ms <= coalesce((state ->> 'atMs')::bigint, at_ms)
      and direction = 'out' and author ->> 'kind' in ('agent', 'outside')
      and coalesce(delivery ->> 'state', '') not in ('failed', 'scheduled')
  );
