import { systemClock } from '#shared/lib/clock'
import type { ChannelId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'

import { importRawSql } from '../raw-sql'

const SECOND_MS = 1_000

/** Messages that the hub's own code writes into its database, as another hub on it would: nobody is told of them at once. */
export async function writeMissed(
  databaseUrl: string,
  plan: { readonly chats: number; readonly messages: number; readonly startMs: number; readonly run?: number },
): Promise<void> {
  importRawSql()
  const { Store } = await import('../../../../hub/store/store')
  const { ingest } = await import('../../../../hub/ingest/ingest')
  const { listChannels } = await import('../../../../hub/store/channels')
  const { createIdSource } = await import('../../../../hub/ids')
  const { avitoCapabilities: capabilities } = await import('../../../../hub/channels/avito/config')
  const { ingestedChat, ingestedMessage } = await import('../../../../hub/channels/fake-channel')
  const { chats, startMs, run = 0 } = plan
  const perChat = plan.messages / chats
  const newId = createIdSource(systemClock)
  const store = await Store.open({ url: databaseUrl, poolSize: 2 }, systemClock, silentLogger)
  try {
    const channelId: ChannelId | undefined = (await store.read(listChannels))[0]?.id
    if (channelId === undefined) throw new Error('There is no channel.')
    for (let chat = 0; chat < chats; chat += 1) {
      const name = missedChat(chat)
      const messages = Array.from({ length: perChat }, (_, index) => {
        const content = { kind: 'text', text: missedText(run, chat, index) } as const
        const atMs = startMs + (chat * perChat + index) * SECOND_MS
        return ingestedMessage(name, `${name}, ${String(run)}, ${String(index)}`, content, { atMs })
      })
      await store.write((tx) =>
        ingest(tx, { channelId, capabilities, newId }, { chats: [ingestedChat(name, { clientName: name })], messages }),
      )
    }
  } finally {
    await store.close()
  }
}

export function missedChat(chat: number): string {
  return `missed ${String(chat)}`
}

export function missedText(run: number, chat: number, index: number): string {
  return `Сообщение ${String(run)}, ${String(chat)}, ${String(index)}.`
}
