-- A bot that has a case is asked once for what the client said since its last answer. Stands until the answer is done,
-- in the transaction that does it.
create table bot_turns (
  id uuid primary key,
  position bigint not null generated always as identity,
  case_id uuid not null references cases (id) on delete cascade,
  bot_id uuid not null references bots (id),
  -- Word for word, so that the question after a crash is the same one; null until it was asked.
  request text
);
create index bot_turns_of_case on bot_turns (case_id, position);

-- Where the client stands in the built-in menu (shared/domain/menu-bot.ts).
alter table cases add column menu_position jsonb;
