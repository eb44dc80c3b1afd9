-- Cases that their agents have put away for later (docs/adr/0050). A hub of before leaves them alone.
alter table cases add column snooze jsonb;
