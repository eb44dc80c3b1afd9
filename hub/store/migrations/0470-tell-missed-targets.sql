-- Each wait of which supervisors were told that its target was missed (ADR 47): one row for it, whichever of several hubs
-- saw it first and however often a hub begins anew.
create table missed_targets (
  case_id uuid not null,
  waiting_since_ms bigint not null,
  at_ms bigint not null,
  primary key (case_id, waiting_since_ms)
);
create index missed_targets_by_time on missed_targets (at_ms);
