-- Letters that tell a visitor of the site chat that there is an answer.
alter table site_visitors
  add column email text,
  -- Of the page that the visitor last used; null: none was opened yet.
  add column language text,
  -- When a page was last opened or, for those with an address, closed.
  add column seen_at_ms bigint not null default 0;

create index site_messages_unread on site_messages (conversation_id, position)
  where direction = 'out' and read_at_ms is null;

-- One row at most. The password is sealed.
create table mail_settings (
  only_one boolean primary key default true check (only_one),
  settings jsonb not null,
  password text
);

-- The last letter to a visitor. `sending` is durable before the server is spoken to, so that no crash sends it twice.
create table mail_notices (
  visitor_id uuid primary key references site_visitors (id),
  state text not null,
  up_to bigint not null,
  attempts integer not null,
  claimed_at_ms bigint not null,
  next_at_ms bigint
);
