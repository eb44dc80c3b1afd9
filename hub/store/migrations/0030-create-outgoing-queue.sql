create table outgoing (
  message_id uuid primary key references messages (id),
  chat_id uuid not null references chats (id),
  channel_id uuid not null references channels (id),
  position bigint generated always as identity,
  due_at_ms bigint not null,
  attempts integer not null default 0,
  first_attempt_at_ms bigint
);
create index outgoing_in_order on outgoing (chat_id, position);

create table held_messages (
  chat_id uuid not null references chats (id),
  external_id text not null,
  message jsonb not null,
  primary key (chat_id, external_id)
);

create table channel_actions (
  id uuid primary key,
  channel_id uuid not null references channels (id),
  chat_id uuid not null references chats (id),
  action jsonb not null,
  action_key text not null unique,
  due_at_ms bigint not null,
  attempts integer not null default 0
);
