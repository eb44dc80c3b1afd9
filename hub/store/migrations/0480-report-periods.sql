-- Reports of a period (ADR 48) count a case where it was answered and where it ended, besides where it began. Open ones
-- stand in the second with nothing: a condition would be one that a database without statistics guesses wrong.
create index concurrently if not exists cases_by_first_answer on cases (first_answer_ms, id) where first_answer_ms is not null;
create index concurrently if not exists cases_by_end on cases (((state ->> 'atMs')::bigint), id);
