-- Whose turn it is (shared/domain/router.ts): when each was last given a case, and last finished one or a call.
alter table agents
  add column last_assigned_ms bigint,
  add column last_freed_ms bigint;
