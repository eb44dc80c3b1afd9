-- How clients of a channel are called; a channel without settings has none of these either (shared/domain/channel-calls.ts).
update channels set settings = settings || jsonb_build_object('calls', jsonb_build_object(
  'callerNumber', null,
  'note', '',
  'missed', jsonb_build_object(
    'isTold', kind = 'site',
    'text', 'Здравствуйте! Мы вам звонили, но не дозвонились. Напишите, пожалуйста, когда вам удобно поговорить.'
  )
)) where settings is not null;

-- Of these the client was told that nobody was reached: once per call.
create table missed_calls_told (
  call_id uuid primary key references calls (id),
  told_at_ms bigint not null,
  -- By a letter besides, to whoever did not come and look.
  mailed_at_ms bigint
);
create index calls_of_chat on calls (chat_id) where chat_id is not null;
