import { useCallback, useDeferredValue, useMemo, useState } from 'react'

import type { Channel } from '#shared/domain/channel'

import type { ChatListPage } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import type { FoundMessages } from '../../../data/found-message'
import { useObserved } from '../../../ui/use-observed'
import { toSections, type PaletteCommand, type PaletteSection } from '../model/palette-rows'

const CHATS = 12
const MESSAGES = 12

export interface PaletteState {
  readonly typed: string
  readonly sections: readonly PaletteSection[]
  readonly messages: FoundMessages | null
  /** Everything that is asked has answered what stands in the box now. */
  readonly isSettled: boolean
  readonly channelKinds: ReadonlyMap<string, Channel['kind']>
  readonly type: (typed: string) => void
  readonly showMore: () => void
}

/** What one box finds; old answers stay until the new ones are there, so that nothing blinks while one types. */
export function usePalette(commands: readonly PaletteCommand[]): PaletteState {
  const data = useDeskData()
  const [typed, setTyped] = useState('')
  const [messageLimit, setMessageLimit] = useState(MESSAGES)
  const search = useDeferredValue(typed)
  const chats = useObserved<ForTyped<ChatListPage> | null>(
    useCallback(
      (listener: (found: ForTyped<ChatListPage>) => void) =>
        data.observeChatList({ filter: 'all', search, limit: CHATS }, (value) => {
          listener({ typed: search, value })
        }),
      [data, search],
    ),
    null,
    true,
  )
  const messages = useObserved<ForTyped<FoundMessages> | null>(
    useCallback(
      (listener: (found: ForTyped<FoundMessages>) => void) =>
        data.observeFoundMessages({ typed: search, limit: messageLimit }, (value) => {
          listener({ typed: search, value })
        }),
      [data, search, messageLimit],
    ),
    null,
    true,
  )
  const channels = useObserved<readonly Channel[]>(
    useCallback((listener: (channels: readonly Channel[]) => void) => data.observeChannels(listener), [data]),
    NO_CHANNELS,
  )
  const channelKinds = useMemo(() => new Map(channels.map(({ id, kind }) => [id, kind])), [channels])
  const sections = useMemo(
    () =>
      toSections({
        typed: search,
        commands,
        chats: chats?.value.rows ?? [],
        messages: messages?.value.hits ?? [],
        messageCount: messages?.value.count ?? 0,
      }),
    [search, commands, chats, messages],
  )
  return {
    typed,
    sections,
    messages: messages?.value ?? null,
    isSettled: chats?.typed === typed && messages?.typed === typed,
    channelKinds,
    type: (text) => {
      setTyped(text)
      setMessageLimit(MESSAGES)
    },
    showMore: () => {
      setMessageLimit((shown) => shown + MESSAGES * 2)
    },
  }
}

const NO_CHANNELS: readonly Channel[] = []

interface ForTyped<T> {
  readonly typed: string
  readonly value: T
}
