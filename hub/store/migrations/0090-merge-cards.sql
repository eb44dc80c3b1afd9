create table card_merges (
  id uuid primary key,
  from_card uuid not null references client_cards (id),
  into_card uuid not null references client_cards (id),
  -- What went over: an undo takes back this and no more.
  client_ids jsonb not null,
  added_phones jsonb not null,
  added_emails jsonb not null,
  at_ms bigint not null,
  undone_at_ms bigint
);
create index card_merges_by_into on card_merges (into_card);
create index client_cards_by_phone on client_cards using gin (phones);
