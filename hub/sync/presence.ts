import type { AgentId, ChatId } from '#shared/domain/ids'
import type { Present } from '#shared/domain/present'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Elsewhere } from '../elsewhere'

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

/** Who has which conversation open (spec Q21), as the desks say, those of other hubs too. Nothing of it is kept. */
export class Presence implements Disposable {
  /** Who is in these chats now. */
  readonly changed: Emitter<readonly PresentInChat[]>
  private readonly byDesk = new Map<symbol, Looking>()
  private readonly byChat = new Map<ChatId, Set<symbol>>()
  private readonly stale = new Set<ChatId>()
  private readonly listener: Disposable
  private timer: Disposable | null = null

  constructor(
    private readonly clock: Clock,
    logger: Logger,
    private readonly elsewhere: Elsewhere<readonly Present[]>,
  ) {
    this.changed = new Emitter((error) => {
      logger.error('a listener of presence failed', { cause: describeError(error) })
    })
    this.listener = elsewhere.changed.on((chatId) => {
      this.tellSoon(chatId as ChatId)
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
    const chats = new Set([...this.byChat.keys(), ...(this.elsewhere.keys() as readonly ChatId[])])
    return [...chats].map((chatId) => this.of(chatId))
  }

  dispose(): void {
    this.listener.dispose()
    this.timer?.dispose()
  }

  private set(key: symbol, now: Looking | null): void {
    const before = this.byDesk.get(key) ?? null
    if (before?.agentId === now?.agentId && before?.chatId === now?.chatId && before?.isWriting === now?.isWriting)
      return
    if (before) this.leave(key, before.chatId)
    if (now) this.enter(key, now)
  }

  private tellSoon(chatId: ChatId): void {
    this.stale.add(chatId)
    this.timer ??= this.clock.schedule(TOLD_AFTER_MS, () => {
      this.timer = null
      const stale = [...this.stale]
      this.stale.clear()
      for (const id of stale) {
        const who = this.here(id)
        this.elsewhere.tell(id, who.length > 0 ? who : null)
      }
      this.changed.emit(stale.map((id) => this.of(id)))
    })
  }

  private enter(key: symbol, now: Looking): void {
    this.byDesk.set(key, now)
    const desks = this.byChat.get(now.chatId) ?? new Set()
    this.byChat.set(now.chatId, desks.add(key))
    this.tellSoon(now.chatId)
  }

  private leave(key: symbol, chatId: ChatId): void {
    this.byDesk.delete(key)
    const desks = this.byChat.get(chatId)
    desks?.delete(key)
    if (desks?.size === 0) this.byChat.delete(chatId)
    this.tellSoon(chatId)
  }

  private of(chatId: ChatId): PresentInChat {
    return { chatId, who: eachOnce([...this.here(chatId), ...this.elsewhere.of(chatId).flat()]) }
  }

  private here(chatId: ChatId): readonly Present[] {
    const desks = [...(this.byChat.get(chatId) ?? [])].map((key) => this.byDesk.get(key))
    return eachOnce(desks.filter((desk) => desk !== undefined))
  }
}

/** Somebody with two desks in one chat is there once. */
function eachOnce(desks: readonly Present[]): readonly Present[] {
  const writing = new Map<AgentId, boolean>()
  for (const { agentId, isWriting } of desks) writing.set(agentId, isWriting || writing.get(agentId) === true)
  return [...writing].map(([agentId, isWriting]) => ({ agentId, isWriting }))
}
