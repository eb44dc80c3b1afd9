import type { ChannelKind } from '#shared/domain/channel'

/** Own-drawn letters; the word stands in `common:channelKind`. */
export const channelLetters: Readonly<Record<ChannelKind, string>> = { avito: 'А' }
