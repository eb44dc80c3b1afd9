-- A change of a sent message that the channel has not confirmed, and what was changed or deleted, by whom and when.
alter table messages add column revision jsonb;

create table revisions (
  id uuid primary key,
  message_id uuid not null,
  chat_id uuid not null references chats (id),
  kind text not null,
  agent_id uuid,
  at_ms bigint not null,
  before jsonb not null,
  after_text text,
  outcome text not null
);
create index revisions_of_message on revisions (message_id, at_ms);
