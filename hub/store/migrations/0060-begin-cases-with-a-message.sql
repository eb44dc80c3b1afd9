-- Conversations of before the contact centre: nobody waits in them until somebody writes.
update cases
set state = jsonb_build_object('kind', 'idle', 'sinceMs', opened_at_ms)
where state ->> 'kind' = 'queued' and state ->> 'teamId' is null and waiting_since_ms is null;
