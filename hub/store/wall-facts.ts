import { sql, type SQL } from 'drizzle-orm'

import { DEFAULT_DISTRIBUTION } from '#shared/domain/distribution'
import type { WallFact } from '#shared/domain/wall/facts'
import { DEFAULT_TARGETS } from '#shared/domain/wall/service-targets'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'

/** Rows as the wall's facts (shared/domain/wall/facts.ts), made by the database: what is logged is what was committed. */
export const caseFact = sql<WallFact>`jsonb_build_object(
  'kind', 'case', 'id', cases.id, 'number', cases.number, 'chatId', cases.chat_id, 'channelId', chats.channel_id,
  'state', cases.state_kind,
  'teamId', case when cases.state_kind = 'closed' then cases.last_team_id else cases.team_id end,
  'agentId', case when cases.state_kind = 'closed' then cases.last_agent_id else cases.agent_id end,
  'sinceMs', coalesce(cases.state -> 'sinceMs', cases.state -> 'atMs'),
  'openedAtMs', cases.opened_at_ms, 'waitingSinceMs', cases.waiting_since_ms,
  'firstAnswerMs', cases.first_answer_ms, 'closedAtMs', cases.state -> 'atMs', 'priority', cases.priority,
  'isAway', coalesce(cases.snooze ->> 'kind', '') = 'away'
)`

export const agentFact = sql<WallFact>`jsonb_build_object(
  'kind', 'agent', 'id', agents.id, 'status', agents.status, 'ownStatusId', agents.own_status_id,
  'statusSinceMs', agents.status_since_ms, 'talkingSinceMs', agents.talking_since_ms, 'capacity', agents.capacity, 'isRemoved', agents.is_removed
)`

const setting = (key: string) => sql`(select value from central_settings where key = ${key})`
export const rulesFact = sql<WallFact>`jsonb_build_object(
  'kind', 'rules',
  'targets', coalesce(${setting('service')}, ${JSON.stringify(DEFAULT_TARGETS)}::jsonb),
  'capacity', coalesce(${setting('distribution')} -> 'capacity', to_jsonb(${DEFAULT_DISTRIBUTION.capacity}::integer)),
  'timeZone', coalesce(${setting('hours')} ->> 'timeZone', ${DEFAULT_WORKING_HOURS.timeZone}::text)
)`

/** A part of the `with` that appends changes (`appended`): a chat is logged as its present case. */
export const logForWall: SQL = sql`logged as (
  insert into wall_log (seq, at_ms, fact)
  select seq, at_ms, fact from (
    select seq, at_ms, case entity
      when 'chat' then (
        select ${caseFact} from chats join cases on cases.id = chats.case_id where chats.id = entity_id::uuid
      )
      when 'agent' then (select ${agentFact} from agents where agents.id = entity_id::uuid)
      when 'directory' then ${rulesFact}
    end as fact
    from appended
  ) as told
  where fact is not null
)`
