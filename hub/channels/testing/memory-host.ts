import { createHash } from 'node:crypto'

import type { ChannelAccount, ChannelHealth } from '#shared/domain/channel'
import type { FileId } from '#shared/domain/ids'
import { systemClock, type Clock } from '#shared/lib/clock'
import { silentLogger, type Logger } from '#shared/lib/logger'

import type { Exchange } from '../../network/exchange'
import { undiciExchange } from '../../network/undici-exchange'
import type { ChannelHost, IngestBatch, IngestedChat, IngestedMessage } from '../channel'

interface StoredFile {
  readonly bytes: Uint8Array
  readonly mimeType: string
  readonly name: string | null
}

/** A hub in memory: keeps what a driver hands over, as the real one would, and lets a test look at it. */
export class MemoryHost implements ChannelHost {
  readonly clock: Clock
  readonly logger: Logger
  readonly exchange: Exchange
  secret: string | null = null
  state: string | null = null
  webhook: string | null = null
  health: ChannelHealth | null = null
  account: ChannelAccount | null = null
  delivery: 'webhook' | 'polling' | null = null
  readonly healthHistory: ChannelHealth[] = []
  readonly chats = new Map<string, IngestedChat>()
  readonly files = new Map<FileId, StoredFile>()
  /** By external id, the newest fact last. */
  readonly messages = new Map<string, IngestedMessage>()
  /** How often each message was handed over as one that the hub did not have. */
  readonly firstTimes = new Map<string, number>()
  /** Every save of the secret, in order, for tests of rotation. */
  readonly savedSecrets: string[] = []
  owns: (chat: Pick<IngestedChat, 'externalId' | 'subject'>) => boolean = () => true
  beforeSaveSecret: () => Promise<void> = () => Promise.resolve()
  private readonly watchers = new Set<() => void>()

  constructor(options: { clock?: Clock; logger?: Logger; exchange?: Exchange } = {}) {
    this.clock = options.clock ?? systemClock
    this.logger = options.logger ?? silentLogger
    this.exchange = options.exchange ?? undiciExchange
  }

  async loadSecret(): Promise<string | null> {
    return this.secret
  }

  async saveSecret(value: string): Promise<void> {
    await this.beforeSaveSecret()
    this.secret = value
    this.savedSecrets.push(value)
  }

  async loadState(): Promise<string | null> {
    return this.state
  }

  async saveState(value: string): Promise<void> {
    this.state = value
  }

  async ingest(batch: IngestBatch): Promise<void> {
    for (const chat of batch.chats) this.chats.set(chat.externalId, chat)
    for (const message of batch.messages) {
      const key = message.externalId
      if (!this.messages.has(key)) this.firstTimes.set(key, (this.firstTimes.get(key) ?? 0) + 1)
      this.messages.set(key, message)
    }
    this.changed()
  }

  async ownsChat(chat: Pick<IngestedChat, 'externalId' | 'subject'>): Promise<boolean> {
    return this.owns(chat)
  }

  async responseOf(chatExternalId: string): Promise<string | null> {
    return this.chats.get(chatExternalId)?.response?.externalId ?? null
  }

  async unknownMessages(_chatExternalId: string, externalIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(externalIds.filter((id) => !this.messages.has(id)))
  }

  /** This channel's clients are never seen typing. */
  typingSeen(): void {
    throw new Error('Nobody was expected to type.')
  }

  setHealth(health: ChannelHealth): void {
    this.health = health
    this.healthHistory.push(health)
    this.changed()
  }

  async setAccount(account: ChannelAccount): Promise<void> {
    this.account = account
    this.changed()
  }

  setDelivery(delivery: 'webhook' | 'polling'): void {
    this.delivery = delivery
    this.changed()
  }

  webhookUrl(): string | null {
    return this.webhook
  }

  async saveFile(bytes: Uint8Array, mimeType: string, name: string | null): Promise<FileId> {
    const id = createHash('sha256').update(bytes).digest('hex') as FileId
    this.files.set(id, { bytes, mimeType, name })
    return id
  }

  async readFile(id: FileId): Promise<StoredFile | null> {
    return this.files.get(id) ?? null
  }

  /** In time order. */
  messagesOf(chatExternalId: string): IngestedMessage[] {
    return [...this.messages.values()]
      .filter((message) => message.chatExternalId === chatExternalId)
      .sort((a, b) => a.atMs - b.atMs)
  }

  /** Resolves as soon as `isMet` is true; looks again after everything that the driver tells. */
  until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isMet()) return
        this.watchers.delete(look)
        resolve()
      }
      this.watchers.add(look)
      look()
    })
  }

  private changed(): void {
    for (const look of [...this.watchers]) look()
  }
}
