-- What people are writing, so that it stands at each of their desks (docs/adr/0053). No part of the feed.
create table drafts (
  agent_id uuid not null references agents (id),
  chat_id uuid not null,
  version bigint not null,
  text text not null,
  is_note boolean not null,
  changed_at_ms bigint not null,
  primary key (agent_id, chat_id)
);
create index drafts_of_chat on drafts (chat_id);
