-- On tables that are large where a company has worked for years: built while hubs go on writing.

-- What was opened, said, revised, in the order of its time.
create index concurrently if not exists cases_by_opening on cases (opened_at_ms, id);
create index concurrently if not exists revisions_by_time on revisions (at_ms);

-- Everything that can name a file, so that whether one is still named costs the same however much there is.
create index concurrently if not exists messages_by_file on messages ((content ->> 'fileId'))
  where content ->> 'fileId' is not null;
create index concurrently if not exists messages_by_quoted_file on messages ((quote -> 'content' ->> 'fileId'))
  where quote -> 'content' ->> 'fileId' is not null;
create index concurrently if not exists revisions_by_file on revisions ((before ->> 'fileId'))
  where before ->> 'fileId' is not null;
create index concurrently if not exists chats_by_avatar on chats (avatar_file_id) where avatar_file_id is not null;
create index concurrently if not exists chats_by_photo on chats using gin ((response -> 'resume' -> 'photoFileIds'))
  where response -> 'resume' -> 'photoFileIds' is not null;
create index concurrently if not exists site_files_by_file on site_files (file_id);

-- Of a colleague who is erased (docs/adr/0052).
create index concurrently if not exists audit_log_of_subject on audit_log (subject_id) where personal is not null;
create index concurrently if not exists calls_by_answerer on calls (answered_by) where answered_by is not null;
