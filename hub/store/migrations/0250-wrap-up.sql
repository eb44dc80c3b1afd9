-- A status that ends by itself: the wrap-up after a talk or chat.
alter table agents add column status_until_ms bigint;
