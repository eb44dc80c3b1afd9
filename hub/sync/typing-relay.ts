import type { AgentId, ChannelId, ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

import type { ChannelDriver } from '../channels/channel'
import { agentsByIds } from '../store/agents'
import { chatByExternalId, chatById } from '../store/chats'
import { clientById } from '../store/clients'
import type { Store } from '../store/store'

export interface TypingDependencies {
  readonly store: Pick<Store, 'read'>
  readonly driverOf: (id: ChannelId) => ChannelDriver | null
  /** To the hub that works for the channel. */
  readonly passOn: (id: ChannelId, chatExternalId: string, agentName: string) => void
  readonly clock: Clock
  readonly logger: Logger
}

/** Somebody who types gives a sign every moment: the name is looked up once in a while. */
const KNOWN_FOR_MS = 10_000
const MAX_KNOWN = 1000

interface Typist {
  readonly chatId: ChatId
  readonly name: string
}

/** «Печатает…» both ways (spec M14). Nothing of it is kept; what is lost was only a moment. */
export class TypingRelay {
  /** A client types; for every desk. */
  readonly clientTypes: Emitter<Typist>
  private readonly known = new Map<string, { readonly who: Typist; readonly untilMs: number }>()

  constructor(private readonly deps: TypingDependencies) {
    this.clientTypes = new Emitter((error) => {
      deps.logger.error('a listener of typing failed', { cause: describeError(error) })
    })
  }

  /** Told by the channel. */
  async fromClient(channelId: ChannelId, chatExternalId: string): Promise<void> {
    const nowMs = this.deps.clock.now()
    const key = `${channelId} ${chatExternalId}`
    const known = this.known.get(key)
    if (known && known.untilMs > nowMs) {
      this.clientTypes.emit(known.who)
      return
    }
    const who = await this.deps.store.read(async (view): Promise<Typist | null> => {
      const chat = await chatByExternalId(view, channelId, chatExternalId)
      return chat && { chatId: chat.id, name: (await clientById(view, chat.clientId))?.name ?? '' }
    })
    if (!who) return
    if (this.known.size >= MAX_KNOWN) this.known.clear()
    this.known.set(key, { who, untilMs: nowMs + KNOWN_FOR_MS })
    this.clientTypes.emit(who)
  }

  /** Told by a desk. */
  async fromAgent(chatId: ChatId, agentId: AgentId): Promise<void> {
    const { chat, agent } = await this.deps.store.read(async (view) => ({
      chat: await chatById(view, chatId),
      agent: (await agentsByIds(view, [agentId]))[0],
    }))
    if (chat?.access !== 'open' || !agent) return
    const driver = this.deps.driverOf(chat.channelId)
    if (!driver) this.deps.passOn(chat.channelId, chat.externalId, agent.name)
    else if (driver.capabilities.typing) driver.tellTyping?.(chat.externalId, agent.name)
  }
}
