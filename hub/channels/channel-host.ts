import type { Capabilities } from '#shared/domain/capabilities'
import type { ChannelHealth } from '#shared/domain/channel'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'

import type { FileService } from '../files/file-service'
import type { NewId } from '../ids'
import { ownsChat } from '../ingest/chat-owner'
import { ingest } from '../ingest/ingest'
import type { Exchange } from '../network/exchange'
import type { SecretBox } from '../secrets/secret-box'
import { accountOf, channelById, channelTraits, updateChannel, type StoredChannel } from '../store/channels'
import { isDiskFull } from '../store/disk-full'
import { keepable, withPlainNames } from '../store/keepable'
import { chatByExternalId } from '../store/chats'
import { missingExternalIds } from '../store/messages'
import type { Store, Write } from '../store/store'
import type { ChannelHost } from './channel'

export interface HostDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly newId: NewId
  readonly files: FileService
  readonly secrets: SecretBox
  readonly exchange: Exchange
}

export interface HostCallbacks {
  capabilities(): Capabilities
  typingSeen(chatExternalId: string): void
  healthChanged(health: ChannelHealth): void
  deliveryChanged(delivery: 'webhook' | 'polling'): void
  /** Which account this is was learned just now. */
  accountKnown(): Promise<void>
  webhookUrl(): string | null
}

/**
 * What one channel's driver may do with the hub. What it saves late, when the channel works with other keys, is dropped:
 * tokens, state and account are those of the keys that `channel.config` holds.
 */
export function createChannelHost(
  { id, config }: Pick<StoredChannel, 'id' | 'config'>,
  deps: HostDependencies,
  callbacks: HostCallbacks,
): ChannelHost {
  const { store, files, secrets } = deps
  const logger = deps.logger.child('channel', { channel: id })
  // Channels of one account hear of the same conversations; those of different ones have nothing in common.
  const account = (tx: Write) => accountOf(tx, id)
  return {
    clock: deps.clock,
    logger,
    exchange: deps.exchange,
    async loadSecret() {
      const row = await store.read((view) => channelById(view, id))
      return row?.driverSecret == null ? null : secrets.open(row.driverSecret)
    },
    saveSecret: (value) =>
      store.write((tx) => updateChannel(tx, id, { driverSecret: secrets.seal(value) }, false, config)),
    async loadState() {
      return (await store.read((view) => channelById(view, id)))?.driverState ?? null
    },
    saveState: (value) =>
      store.writeTogether((tx) => updateChannel(tx, id, { driverState: value }, false, config), account),
    ingest: (batch) =>
      store.writeTogether(async (tx) => {
        const row = await channelTraits(tx, id)
        // Read before it rested or went, told of after: whoever has the conversations now reads them himself.
        if (row?.removedAtMs !== null || row.supersededByGroupId !== null) return
        const { chats, ...rest } = keepable(batch)
        const source = { channelId: id, capabilities: callbacks.capabilities(), newId: deps.newId }
        await ingest(tx, source, { ...rest, chats: withPlainNames(chats) })
      }, account),
    ownsChat: (chat) => store.read((view) => ownsChat(view, id, chat)),
    async responseOf(chatExternalId) {
      const chat = await store.read((view) => chatByExternalId(view, id, chatExternalId))
      return chat?.response?.externalId ?? null
    },
    unknownMessages: (chatExternalId, externalIds) =>
      store.read((view) => missingExternalIds(view, id, chatExternalId, externalIds)),
    typingSeen: (chatExternalId) => {
      callbacks.typingSeen(chatExternalId)
    },
    setHealth: (health) => {
      callbacks.healthChanged(health)
    },
    async setAccount(account) {
      await store.write((tx) => updateChannel(tx, id, { account, name: account.name }, true, config))
      await callbacks.accountKnown()
    },
    setDelivery: (delivery) => {
      callbacks.deliveryChanged(delivery)
    },
    webhookUrl: () => callbacks.webhookUrl(),
    async saveFile(bytes, mimeType, name) {
      try {
        return await files.save(bytes, mimeType, name)
      } catch (error) {
        if (!isDiskFull(error)) throw error
        logger.warn('there is no room for a file of a conversation', { bytes: bytes.length })
        return null
      }
    },
    readFile: (fileId) => files.read(fileId),
  }
}
