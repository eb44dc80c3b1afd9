-- In which chat a message is new: whether an answer was written in sight of it is asked by its place in the feed.
alter table changes add column begun_in uuid;
create index changes_of_new_messages on changes (begun_in, seq) where begun_in is not null;
