-- What was sent can be changed where the channel allows it; conversations without a vacancy, left ones and read-only ones.
alter table messages add column editable_until_ms bigint;
alter table messages add column edited_at_ms bigint;

alter table chats add column read_only_reason text;
alter table chats add column is_without_vacancy boolean not null default false;
alter table chats add column reach text;

-- Whoever responded to a vacancy may be called.
update chats set reach = 'responded' where response is not null;
