-- Reports that go out by e-mail by themselves (ADR 48).
create table report_plans (
  id uuid primary key,
  author_id uuid not null references agents (id),
  plan jsonb not null,
  is_on boolean not null,
  off_because text,
  -- Null: it is off.
  next_at_ms bigint,
  created_at_ms bigint not null
);
create index report_plans_due on report_plans (next_at_ms) where next_at_ms is not null;

-- One letter to one receiver. `sending` is durable before the server is spoken to, so that no crash sends it twice.
create table report_letters (
  plan_id uuid not null references report_plans (id) on delete cascade,
  run text not null,
  receiver text not null,
  at_ms bigint not null,
  state text not null,
  attempts integer not null default 0,
  next_at_ms bigint,
  failure text,
  primary key (plan_id, run, receiver)
);
create index report_letters_due on report_letters (next_at_ms) where state = 'waiting';
