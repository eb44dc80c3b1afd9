-- How long each agent was in which status; the open row is the present one.
create table agent_statuses (
  agent_id uuid not null references agents (id),
  status text not null,
  from_ms bigint not null,
  to_ms bigint
);
create index agent_statuses_of_agent on agent_statuses (agent_id, from_ms);
create unique index agent_statuses_present on agent_statuses (agent_id) where to_ms is null;
insert into agent_statuses (agent_id, status, from_ms)
select id, status, status_since_ms from agents where not is_removed;
