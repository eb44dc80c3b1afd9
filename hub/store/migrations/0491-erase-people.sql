-- Blank, and shown to nobody; kept for its case's numbers (docs/adr/0049).
alter table chats add column erased_at_ms bigint;
-- Whatever was said in it before was erased and is not taken again.
alter table chats add column taken_from_ms bigint;

-- What a platform tells of such a conversation up to then is not taken again. Hashes of external ids.
create table erased_conversations (
  channel_id uuid not null,
  hash text not null,
  until_ms bigint not null,
  primary key (channel_id, hash)
);

-- Bytes on the disk that no file names any more.
create table files_to_remove (
  hash text primary key,
  since_ms bigint not null
);

-- Whatever the PBX says of such a call later is not taken.
alter table mango_calls add column is_erased boolean not null default false;
