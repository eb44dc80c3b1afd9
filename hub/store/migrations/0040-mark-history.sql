alter table messages add column is_history boolean not null default false;
