-- Erasures that were asked for: whoever is erased is shown to nobody from then on, and the rows go in small transactions
-- (docs/adr/0052). `person` names them, and goes with the last of them.
create table erasures (
  id uuid primary key,
  begun_at_ms bigint not null,
  ended_at_ms bigint,
  person jsonb,
  total integer not null,
  done integer not null
);
create index erasures_open on erasures (begun_at_ms) where ended_at_ms is null;
