-- Pins of single people (docs/adr/0053) in the place of pins for everybody: what was pinned is pinned by whoever has it.
-- `is_pinned` goes on to say that anybody has, for hubs and desks of before.
alter table cases add column pins jsonb not null default '[]';
update cases set pins = jsonb_build_array(jsonb_build_object('agentId', agent_id, 'atMs', opened_at_ms))
where is_pinned and agent_id is not null;
