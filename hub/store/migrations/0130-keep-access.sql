-- What a chat was before its channel was removed: when the account is connected again, what was blocked or left stays so.
alter table chats add column access_before_removal text;
