import { sql } from 'drizzle-orm'

import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { fakeCapabilities, ingestedChat } from '../../channels/fake-channel'
import { layGroundwork } from '../../groundwork'
import { createIdSource } from '../../ids'
import { ingest } from '../../ingest/ingest'
import { testTemplate } from '../../testing/test-folder'
import { insertChannel } from '../channels'
import { Store } from '../store'

/** As many cases as a busy year, all in one chat: what is read of each is the same. */
export async function fillWithCases(dataFolder: string, count: number, beginMs: number): Promise<void> {
  const clock = new ManualClock()
  const newId = createIdSource(clock)
  const store = await Store.open({ dataFolder, templateFile: await testTemplate() }, clock, silentLogger)
  const { me } = await layGroundwork(store, newId)
  const channelId = newId<Parameters<typeof insertChannel>[1]['id']>()
  await store.write(async (tx) => {
    await insertChannel(tx, {
      id: channelId,
      kind: 'avito',
      name: 'Склад',
      config: '',
      pathSecret: '',
      driverSecret: null,
      driverState: null,
      health: { kind: 'connecting' },
      delivery: 'polling',
      account: null,
      createdAtMs: 1,
      removedAtMs: beginMs,
      groupId: null,
      settings: null,
      supersededByGroupId: null,
    })
    await ingest(tx, { channelId, capabilities: fakeCapabilities, newId }, { chats: [ingestedChat('a')], messages: [] })
    await tx.db.execute(sql`
      insert into cases (id, chat_id, state, opened_at_ms, first_answer_ms, last_agent_id)
      select gen_random_uuid(), chats.id,
        jsonb_build_object('kind', 'closed', 'atMs', ${beginMs}::bigint + n * 1000 + 600000,
          'by', jsonb_build_object('kind', 'agent', 'agentId', ${me}::text)),
        ${beginMs}::bigint + n * 1000, ${beginMs}::bigint + n * 1000 + (n % 500) * 1000, ${me}::uuid
      from chats, generate_series(0, ${count - 1}) as n
    `)
  })
  await store.close()
}
