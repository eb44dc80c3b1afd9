-- The statuses of one day are asked for by supervisors (ADR 47): those that ended after its beginning.
create index concurrently if not exists agent_statuses_by_end on agent_statuses (to_ms);
