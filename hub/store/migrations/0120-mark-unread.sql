-- An agent marked the conversation as unread; that says nothing of its messages, and no platform hears of it.
alter table chats add column is_marked_unread boolean not null default false;
