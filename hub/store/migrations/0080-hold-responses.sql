-- Responses without a message, held back where the channel passes on only those with one.
create table held_responses (
  channel_id uuid not null references channels (id),
  chat_external_id text not null,
  chat jsonb not null,
  messages jsonb not null,
  primary key (channel_id, chat_external_id)
);

create index chats_by_response on chats (channel_id, (response ->> 'externalId')) where response is not null;
