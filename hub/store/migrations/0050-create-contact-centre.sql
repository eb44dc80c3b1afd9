alter table agents
  add column role text not null default 'administrator',
  add column status text not null default 'online',
  add column status_since_ms bigint not null default 0,
  add column capacity integer,
  add column is_removed boolean not null default false;

create table teams (
  id uuid primary key,
  name text not null,
  is_removed boolean not null default false,
  created_at_ms bigint not null
);
create table team_members (
  team_id uuid not null references teams (id),
  agent_id uuid not null references agents (id),
  primary key (team_id, agent_id)
);
create index team_members_by_agent on team_members (agent_id);

create table topics (
  id uuid primary key,
  name text not null,
  is_removed boolean not null default false,
  created_at_ms bigint not null
);

create table channel_groups (
  id uuid primary key,
  name text not null,
  is_removed boolean not null default false,
  created_at_ms bigint not null
);

create table bots (
  id uuid primary key,
  bot jsonb not null,
  -- Sealed; signs what is posted to the company's endpoint.
  secret text,
  is_removed boolean not null default false,
  created_at_ms bigint not null
);

-- Hours and distribution: one value each.
create table central_settings (
  key text primary key,
  value jsonb not null
);

alter table channels
  add column group_id uuid references channel_groups (id),
  add column settings jsonb,
  add column superseded_by_group_id uuid references channel_groups (id);

create table client_cards (
  id uuid primary key,
  last_name text not null,
  first_name text not null,
  patronymic text not null,
  phones jsonb not null,
  emails jsonb not null,
  position text not null,
  comment text not null,
  created_at_ms bigint not null,
  merged_into uuid references client_cards (id)
);
alter table clients add column card_id uuid references client_cards (id);
create index clients_by_card on clients (card_id) where card_id is not null;

create table deals (
  id uuid primary key,
  title text not null
);
create table organisations (
  id uuid primary key,
  name text not null
);

alter table cases
  add column chat_id uuid references chats (id),
  add column present jsonb,
  add column opened_at_ms bigint,
  add column waiting_since_ms bigint,
  add column topic_id uuid references topics (id),
  add column priority text not null default 'normal',
  add column is_pinned boolean not null default false,
  add column deal_id uuid references deals (id),
  add column organisation_id uuid references organisations (id),
  -- What the rules remember of the case (shared/domain/case-automation.ts), and when they have something to do next.
  add column automation jsonb,
  add column due_at_ms bigint,
  -- Agents who were given the case and did not answer in time.
  add column tried_agent_ids jsonb not null default '[]';
update cases set
  chat_id = (select id from chats where chats.case_id = cases.id),
  present = jsonb_build_object('kind', 'queued', 'teamId', null, 'sinceMs', created_at_ms),
  opened_at_ms = created_at_ms;
alter table cases
  drop column state,
  drop column assignee_id,
  drop column created_at_ms;
alter table cases rename column present to state;
alter table cases
  alter column state set not null,
  alter column opened_at_ms set not null,
  add column state_kind text not null generated always as (state ->> 'kind') stored,
  add column agent_id uuid generated always as (case when state ->> 'kind' = 'assigned' then (state ->> 'agentId')::uuid end) stored,
  add column team_id uuid generated always as ((state ->> 'teamId')::uuid) stored;
create index cases_of_chat on cases (chat_id, opened_at_ms desc);
create index cases_of_agent on cases (agent_id) where agent_id is not null;
create index cases_queued on cases (team_id, (state ->> 'sinceMs')) where state_kind = 'queued';
create index cases_due on cases (due_at_ms) where due_at_ms is not null;

alter table chats add column response jsonb;
