import type { CallPresentation } from '#shared/domain/call'
import type { Channel } from '#shared/domain/channel'
import type { ChatId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'

import type { ChatRow, DeskData } from '../../../data/desk-data'
import { presentationOf } from './dial-ways'

/** What a call to the client of this chat shows, where only the chat's id is at hand. Read from the cache. */
export async function chatPresentation(
  data: Pick<DeskData, 'observeChat' | 'observeChannels'>,
  chatId: ChatId,
): Promise<CallPresentation | null> {
  const [chat, channels] = await Promise.all([
    first<ChatRow | null>((listener) => data.observeChat(chatId, listener)),
    first<readonly Channel[]>((listener) => data.observeChannels(listener)),
  ])
  return chat && presentationOf(chat, channels.find(({ id }) => id === chat.channelId) ?? null)
}

function first<T>(observe: (listener: (value: T) => void) => Disposable): Promise<T> {
  return new Promise((resolve) => {
    const observation = observe((value) => {
      resolve(value)
      // The answer may come during the call itself, before there is anything to dispose of.
      queueMicrotask(() => {
        observation.dispose()
      })
    })
  })
}
