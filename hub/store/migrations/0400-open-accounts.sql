-- How people sign in to a team's hub (docs/adr/0040). An embedded hub has none of it.
create table accounts (
  agent_id uuid primary key,
  login text not null unique,
  -- With its parameters; null for whoever comes in by OpenID Connect alone.
  password_hash text,
  -- Sealed. Asked for at sign-in once it is on.
  second_factor text,
  is_second_factor_on boolean not null default false,
  -- The last time step whose code was taken: no code is taken twice.
  second_factor_step bigint,
  created_at_ms bigint not null,
  closed_at_ms bigint
);

create table recovery_codes (
  agent_id uuid not null,
  code_hash text not null,
  primary key (agent_id, code_hash)
);

create table sessions (
  id uuid primary key,
  token_hash text not null unique,
  agent_id uuid not null,
  device text not null,
  address text not null,
  created_at_ms bigint not null,
  last_seen_at_ms bigint not null,
  expires_at_ms bigint not null,
  ended_at_ms bigint,
  end_reason text
);
create index sessions_of_agent on sessions (agent_id, last_seen_at_ms);

-- Wrong tries by login and by address, each under a hash.
create table sign_in_failures (
  key text primary key,
  failures integer not null,
  last_at_ms bigint not null
);

create table invitations (
  id uuid primary key,
  code_hash text not null unique,
  -- null: the set-up code of a hub that nobody administers yet.
  login text,
  name text not null,
  role text not null,
  team_ids jsonb not null,
  agent_id uuid,
  created_by uuid,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  accepted_at_ms bigint,
  revoked_at_ms bigint
);

-- Who signed in, and who changed whose rights.
create table account_events (
  id uuid primary key,
  at_ms bigint not null,
  kind text not null,
  actor_id uuid,
  subject_id uuid,
  address text,
  detail jsonb
);
create index account_events_by_time on account_events (at_ms);
