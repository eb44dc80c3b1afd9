import type { AgentId, ChatId } from '#shared/domain/ids'
import type { Present } from '#shared/domain/present'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

/** Hundreds of people change chats every second; each desk hears of all of that together. */
const TOLD_AFTER_MS = 300

export interface PresentInChat {
  readonly chatId: ChatId
  readonly who: readonly Present[]
}

export interface PresentDesk extends Disposable {
  say(agentId: AgentId, chatId: ChatId | null, isWriting: boolean): void
}

interface Looking extends Present {
  readonly chatId: ChatId
}

/** Who has which conversation open (spec Q21), as the connected desks say. Nothing of it is kept. */
export class Presence implements Disposable {
  /** Who is in these chats now. */
  readonly changed: Emitter<readonly PresentInChat[]>
  private readonly byDesk = new Map<symbol, Looking>()
  private readonly byChat = new Map<ChatId, Set<symbol>>()
  private readonly stale = new Set<ChatId>()
  private timer: Disposable | null = null

  constructor(
    private readonly clock: Clock,
    logger: Logger,
  ) {
    this.changed = new Emitter((error) => {
      logger.error('a listener of presence failed', { cause: describeError(error) })
    })
  }

  /** One desk; disposed with its connection. */
  desk(): PresentDesk {
    const key = Symbol('desk')
    return {
      say: (agentId, chatId, isWriting) => {
        this.set(key, chatId === null ? null : { agentId, chatId, isWriting })
      },
      dispose: () => {
        this.set(key, null)
      },
    }
  }

  all(): readonly PresentInChat[] {
    return [...this.byChat.keys()].map((chatId) => this.of(chatId))
  }

  dispose(): void {
    this.timer?.dispose()
  }

  private set(key: symbol, now: Looking | null): void {
    const before = this.byDesk.get(key) ?? null
    if (before?.agentId === now?.agentId && before?.chatId === now?.chatId && before?.isWriting === now?.isWriting)
      return
    if (before) this.leave(key, before.chatId)
    if (now) this.enter(key, now)
    this.timer ??= this.clock.schedule(TOLD_AFTER_MS, () => {
      this.timer = null
      const told = [...this.stale].map((chatId) => this.of(chatId))
      this.stale.clear()
      this.changed.emit(told)
    })
  }

  private enter(key: symbol, now: Looking): void {
    this.byDesk.set(key, now)
    const desks = this.byChat.get(now.chatId) ?? new Set()
    this.byChat.set(now.chatId, desks.add(key))
    this.stale.add(now.chatId)
  }

  private leave(key: symbol, chatId: ChatId): void {
    this.byDesk.delete(key)
    const desks = this.byChat.get(chatId)
    desks?.delete(key)
    if (desks?.size === 0) this.byChat.delete(chatId)
    this.stale.add(chatId)
  }

  /** Somebody with two desks in one chat is there once. */
  private of(chatId: ChatId): PresentInChat {
    const writing = new Map<AgentId, boolean>()
    for (const key of this.byChat.get(chatId) ?? []) {
      const looking = this.byDesk.get(key)
      if (looking) writing.set(looking.agentId, looking.isWriting || writing.get(looking.agentId) === true)
    }
    return { chatId, who: [...writing].map(([agentId, isWriting]) => ({ agentId, isWriting })) }
  }
}
