import { sql } from 'drizzle-orm'

import type { ChannelId } from '#shared/domain/ids'
import type { TrafficEvent } from '#shared/domain/rehearsal'

import { chats, messages } from './schema'
import type { Read } from './store'

/**
 * What people did on a channel since then, in the order of the timeline; of more than `limit` the latest. What rules
 * and bots did is left out, and the history of before the channel was connected.
 */
export async function trafficOf(
  view: Read,
  channelId: ChannelId,
  sinceMs: number,
  limit: number,
): Promise<readonly TrafficEvent[]> {
  const { rows } = await view.db.execute<{ event: TrafficEvent }>(sql`
    select event from (
      select
        at_ms, id,
        jsonb_build_object('chatId', chat_id, 'atMs', at_ms) || case
          when content ->> 'kind' = 'caseEvent'
            then jsonb_build_object('kind', 'closed', 'agentId', content -> 'event' -> 'by' -> 'agentId')
          when content ->> 'kind' = 'response' then '{"kind": "responded"}'
          when direction = 'in' then '{"kind": "clientWrote"}'
          else jsonb_build_object('kind', 'answered', 'agentId', author -> 'agentId')
        end as event
      from ${messages}
      where chat_id in (select id from ${chats} where channel_id = ${channelId})
        and at_ms >= ${sinceMs} and not is_history
        and case content ->> 'kind'
          when 'caseEvent' then content @> '{"event": {"kind": "closed", "by": {"kind": "agent"}}}'
          when 'response' then true
          when 'phoneCall' then content ->> 'outcome' = 'answered'
          when 'deleted' then false
          else direction = 'in' or (direction = 'out' and author ->> 'kind' in ('agent', 'outside'))
        end
      order by at_ms desc, id desc
      limit ${limit}
    ) as latest
    order by at_ms, id
  `)
  return rows.map(({ event }) => event)
}
