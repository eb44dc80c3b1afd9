import { useCallback, useDeferredValue, useMemo, useState } from 'react'

import type { Channel } from '#shared/domain/channel'
import { isNarrowing, parseFilterWords, type Narrowing } from '#shared/domain/text-search/filter-words'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatListPage } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import type { FoundMessages } from '../../../data/found-message'
import { useNow } from '../../../ui/clock-context'
import { useObserved } from '../../../ui/use-observed'
import { useHubMessages, type HubMessages } from './use-hub-messages'
import { narrow } from '../model/narrow'
import { toSections, type PaletteCommand, type PaletteSection } from '../model/palette-rows'

const CHATS = 12
const MESSAGES = 12
const MINUTE_MS = 60_000

export interface PaletteState {
  readonly typed: string
  /** Without the filters. */
  readonly words: string
  readonly narrowing: Narrowing
  readonly sections: readonly PaletteSection[]
  readonly messages: FoundMessages | null
  readonly hub: HubMessages['state']
  /** Everything that is asked has answered what stands in the box now. */
  readonly isSettled: boolean
  readonly channelKinds: ReadonlyMap<string, Channel['kind']>
  readonly type: (typed: string) => void
  readonly showMore: () => void
}

/** What one box finds; old answers stay until the new ones are there, so that nothing blinks while one types. */
export function usePalette(commands: readonly PaletteCommand[]): PaletteState {
  const data = useDeskData()
  const { t } = useTranslation('common')
  const [typed, setTyped] = useState('')
  const [messageLimit, setMessageLimit] = useState(MESSAGES)
  const search = useDeferredValue(typed)
  const today = toDay(useNow(MINUTE_MS))
  const channels = useObserved<readonly Channel[]>(
    useCallback((listener: (channels: readonly Channel[]) => void) => data.observeChannels(listener), [data]),
    NO_CHANNELS,
  )
  const { words, narrowing } = useMemo(() => parseFilterWords(search, today), [search, today])
  const narrowed = useMemo(
    () => narrow(narrowing, channels, (kind) => t(`channelKind.${kind}`)),
    [narrowing, channels, t],
  )
  const chats = useObserved<ForTyped<ChatListPage> | null>(
    useCallback(
      (listener: (found: ForTyped<ChatListPage>) => void) =>
        data.observeChatList({ filter: 'all', search: words, limit: CHATS, filters: narrowed.chats }, (value) => {
          listener({ typed: search, value })
        }),
      [data, search, words, narrowed],
    ),
    null,
    true,
  )
  const messages = useObserved<ForTyped<FoundMessages> | null>(
    useCallback(
      (listener: (found: ForTyped<FoundMessages>) => void) =>
        data.observeFoundMessages({ typed: words, limit: messageLimit, narrowed: narrowed.messages }, (value) => {
          listener({ typed: search, value })
        }),
      [data, search, words, narrowed, messageLimit],
    ),
    null,
    true,
  )
  const channelKinds = useMemo(() => new Map(channels.map(({ id, kind }) => [id, kind])), [channels])
  const hub = useHubMessages(words, narrowed.messages)
  const sections = useMemo(
    () =>
      toSections({
        typed: words,
        commands: isNarrowing(narrowing) ? [] : commands,
        chats: chats?.value.rows ?? [],
        messages: messages?.value.hits ?? [],
        messageCount: messages?.value.count ?? 0,
        beyond: hub.found,
      }),
    [words, narrowing, commands, chats, messages, hub],
  )
  return {
    typed,
    words,
    narrowing,
    sections,
    messages: messages?.value ?? null,
    hub: hub.state,
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

/** `2026-11-29`, in the time of this computer. */
function toDay(atMs: number): string {
  const date = new Date(atMs)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const NO_CHANNELS: readonly Channel[] = []

interface ForTyped<T> {
  readonly typed: string
  readonly value: T
}
