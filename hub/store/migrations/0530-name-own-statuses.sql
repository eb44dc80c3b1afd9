-- Statuses that a company defines for itself (docs/adr/0053). A hub of before goes by `status` alone, which is what the
-- own one is to routing.
create table own_statuses (
  id uuid primary key,
  name_ru text not null,
  name_en text not null,
  colour text not null,
  takes_cases boolean not null,
  takes_calls boolean not null,
  is_break boolean not null,
  is_removed boolean not null default false,
  place bigint generated always as identity
);
alter table agents add column own_status_id uuid references own_statuses (id);
alter table agent_statuses add column own_status_id uuid references own_statuses (id);
