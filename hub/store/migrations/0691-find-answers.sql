-- What may have answered a client (hub/store/case-waiting): of a case that nobody has answered yet, not every word is read.
create index concurrently if not exists messages_that_answer on messages (chat_id, at_ms, id)
  where direction = 'out' or content ->> 'kind' in ('phoneCall', 'chatEvent');
