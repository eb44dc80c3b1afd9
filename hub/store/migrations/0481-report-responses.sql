-- The funnel of vacancies (ADR 48) begins with those who responded in a period. As a numeric: a time that is no whole
-- number must not keep a response out.
create index concurrently if not exists chats_by_responding on chats (((response ->> 'respondedAtMs')::numeric), id) where response is not null;
