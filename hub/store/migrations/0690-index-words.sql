-- The words of all messages (docs/adr/0069), by the forms of Russian and English words; «ё» is «е». What waits to be
-- sorted in is sorted in by a writer: little and often (kB), so that no message waits for thousands of others.
create index concurrently if not exists messages_by_words on messages using gin (to_tsvector('russian', translate(
  coalesce(content ->> 'text', '') || ' ' || coalesce(content ->> 'title', '') || ' '
    || coalesce(content ->> 'description', '') || ' ' || coalesce(content ->> 'name', ''),
  'ёЁ', 'еЕ')))
  with (gin_pending_list_limit = 256);
