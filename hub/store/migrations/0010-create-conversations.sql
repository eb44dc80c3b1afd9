create table hub_facts (
  key text primary key,
  value text not null
);

create table agents (
  id uuid primary key,
  name text not null
);

create table channels (
  id uuid primary key,
  kind text not null,
  name text not null,
  config text not null,
  path_secret text not null,
  driver_secret text,
  driver_state text,
  health jsonb not null,
  delivery text not null,
  account jsonb,
  created_at_ms bigint not null,
  removed_at_ms bigint
);

create table files (
  id uuid primary key,
  hash text not null,
  mime_type text not null,
  name text,
  bytes bigint not null,
  width integer,
  height integer,
  created_at_ms bigint not null
);
create index files_by_hash on files (hash);

create table clients (
  id uuid primary key,
  channel_id uuid not null references channels (id),
  external_id text not null,
  name text not null,
  phone text,
  created_at_ms bigint not null,
  unique (channel_id, external_id)
);
create index clients_by_phone on clients (phone) where phone is not null;

create table cases (
  id uuid primary key,
  number bigint generated always as identity (start with 1) unique,
  state text not null,
  assignee_id uuid references agents (id),
  created_at_ms bigint not null
);

create table chats (
  id uuid primary key,
  channel_id uuid not null references channels (id),
  external_id text not null,
  client_id uuid not null references clients (id),
  case_id uuid not null references cases (id),
  subject jsonb,
  avatar_file_id uuid,
  access text not null,
  created_at_ms bigint not null,
  last_message_id uuid,
  last_at_ms bigint not null,
  unread integer not null default 0,
  unique (channel_id, external_id)
);
create index chats_newest_first on chats (last_at_ms desc, id desc);
create index chats_by_client on chats (client_id);

create table messages (
  id uuid primary key,
  chat_id uuid not null references chats (id),
  external_id text,
  at_ms bigint not null,
  direction text not null,
  author jsonb not null,
  content jsonb not null,
  quote jsonb,
  delivery jsonb,
  deletable_until_ms bigint,
  is_read boolean not null,
  unique (chat_id, external_id)
);
create index messages_newest_first on messages (chat_id, at_ms desc, id desc);
create index messages_unread on messages (chat_id) where not is_read;

create table calls (
  id uuid primary key,
  chat_id uuid references chats (id),
  direction text not null,
  number text not null,
  name text,
  outcome text not null,
  started_at_ms bigint not null,
  duration_ms bigint not null,
  is_seen boolean not null
);
create index calls_newest_first on calls (started_at_ms desc, id desc);
