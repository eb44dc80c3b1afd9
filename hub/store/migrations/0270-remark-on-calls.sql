-- What agents wrote about a call, one text of each. It may be told before the call itself is: the desk tells of a call
-- when it ends, so the two are joined when they are read.
create table call_remarks (
  call_id uuid not null,
  agent_id uuid not null,
  text text not null,
  written_at_ms bigint not null,
  primary key (call_id, agent_id)
);
