-- Webhooks that reached a hub which does not work for their channel: kept here, answered, and done by the hub that does.
create table passed_hooks (
  id bigint generated always as identity primary key,
  channel_id uuid not null,
  body text not null,
  secret text,
  at_ms bigint not null
);
