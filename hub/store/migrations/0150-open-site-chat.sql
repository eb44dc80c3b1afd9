-- The company's own chat: who writes there, by which keys, and exactly what they see.
create table site_channels (
  channel_id uuid primary key references channels (id),
  settings jsonb not null
);

create table site_visitors (
  id uuid primary key,
  channel_id uuid not null references channels (id),
  name text not null,
  is_blocked boolean not null default false,
  created_at_ms bigint not null
);

-- A key is known by its hash alone.
create table site_keys (
  id uuid primary key,
  visitor_id uuid not null references site_visitors (id),
  channel_id uuid not null references channels (id),
  hash text not null unique,
  kind text not null,
  created_at_ms bigint not null,
  expires_at_ms bigint,
  revoked_at_ms bigint,
  last_used_at_ms bigint
);
create index site_keys_of_channel on site_keys (channel_id, created_at_ms) where kind = 'link';

create table site_conversations (
  id uuid primary key,
  visitor_id uuid not null references site_visitors (id),
  channel_id uuid not null references channels (id),
  title text,
  is_left boolean not null default false,
  created_at_ms bigint not null
);
create index site_conversations_of_visitor on site_conversations (visitor_id);

-- `content` is null once it was taken back. `told` < `version`: the hub's own messages do not know of it yet.
create table site_messages (
  id uuid primary key,
  conversation_id uuid not null references site_conversations (id),
  channel_id uuid not null references channels (id),
  position bigint generated always as identity,
  direction text not null,
  at_ms bigint not null,
  content jsonb,
  edited_at_ms bigint,
  delivered_at_ms bigint,
  read_at_ms bigint,
  version integer not null,
  told integer not null
);
create index site_messages_in_order on site_messages (conversation_id, position);
create index site_messages_untold on site_messages (channel_id, position) where told < version;

create table site_files (
  visitor_id uuid not null references site_visitors (id),
  file_id uuid not null,
  primary key (visitor_id, file_id)
);
