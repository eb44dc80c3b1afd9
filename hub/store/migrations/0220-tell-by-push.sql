-- Web push that tells visitors of the site chat of new messages.

-- The keys that push services know this hub by. One row at most; the private one is sealed.
create table push_keys (
  only_one boolean primary key default true check (only_one),
  public_key text not null,
  private_key text not null
);

-- A browser of a visitor that wants to be told. It lives as long as the key that its page was opened with.
create table push_subscriptions (
  id uuid primary key,
  visitor_id uuid not null references site_visitors (id),
  key_id uuid not null references site_keys (id),
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  created_at_ms bigint not null
);
create index push_subscriptions_visitor on push_subscriptions (visitor_id);

-- The last push of a conversation to a browser. `sending` is durable before the push service is spoken to, so that no
-- crash sends it twice.
create table push_notices (
  subscription_id uuid not null references push_subscriptions (id) on delete cascade,
  conversation_id uuid not null references site_conversations (id),
  state text not null,
  up_to bigint not null,
  attempts integer not null,
  next_at_ms bigint,
  primary key (subscription_id, conversation_id)
);

alter table missed_calls_told add column pushed_at_ms bigint;
