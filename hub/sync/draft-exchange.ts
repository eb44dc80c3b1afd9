import { z } from 'zod'

import { agentId, chatId } from '#shared/contract/ids'
import type { KeptDraft, OfferedDraft } from '#shared/domain/draft'
import type { AgentId, ChatId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { HubTalk } from '../between-hubs'
import { draftsIn, draftsOf, offerDraft } from '../store/drafts'
import type { Store } from '../store/store'

export interface DraftDesk extends Disposable {
  /** Answers by `tell`, here and at the person's other desks, once it is durable. */
  offer(offers: readonly OfferedDraft[]): Promise<void>
}

type Tell = (drafts: readonly KeptDraft[], isWhole: boolean) => void

/**
 * What somebody writes at one desk stands at their others (spec M20), those at other hubs too. It is in no feed and counts
 * nowhere. A word between hubs may be lost: a desk hears the whole at each connection and whenever the database is back.
 */
export class DraftExchange implements Disposable {
  private readonly desks = new Map<AgentId, Set<Tell>>()
  private readonly resumed: Disposable

  constructor(
    private readonly store: Pick<Store, 'read' | 'write' | 'resumed'>,
    private readonly talk: Pick<HubTalk, 'say' | 'on'>,
    private readonly logger: Logger,
  ) {
    talk.on('drafts', z.object({ agentId, chatIds: z.array(chatId) }), (told) => {
      this.tellOfThose(told.agentId, told.chatIds).catch((error: unknown) => {
        this.failed(error)
      })
    })
    this.resumed = store.resumed.on(() => {
      for (const id of this.desks.keys())
        this.tellAll(id).catch((error: unknown) => {
          this.failed(error)
        })
    })
  }

  /** From its first word on; disposed with its connection. */
  desk(me: AgentId, tell: Tell): DraftDesk {
    let isJoined = false
    return {
      offer: async (offers) => {
        const kept: KeptDraft[] = []
        // Each by itself: one after another they wait for nobody's lock.
        for (const offer of offers) {
          const draft = await this.store.write((tx) => offerDraft(tx, me, offer))
          if (draft) kept.push(draft)
        }
        if (isJoined) tell(kept, false)
        else {
          isJoined = true
          this.desks.set(me, (this.desks.get(me) ?? new Set()).add(tell))
          tell(await this.store.read((view) => draftsOf(view, me)), true)
          tell(kept, false)
        }
        if (kept.length === 0) return
        for (const other of this.desks.get(me) ?? []) if (other !== tell) other(kept, false)
        this.talk.say('drafts', { agentId: me, chatIds: kept.map((draft) => draft.chatId) })
      },
      dispose: () => {
        const desks = this.desks.get(me)
        desks?.delete(tell)
        if (desks?.size === 0) this.desks.delete(me)
      },
    }
  }

  dispose(): void {
    this.resumed.dispose()
  }

  private async tellOfThose(me: AgentId, chatIds: readonly ChatId[]): Promise<void> {
    if (!this.desks.has(me)) return
    const drafts = await this.store.read((view) => draftsIn(view, me, chatIds))
    for (const tell of this.desks.get(me) ?? []) tell(drafts, false)
  }

  private async tellAll(me: AgentId): Promise<void> {
    const drafts = await this.store.read((view) => draftsOf(view, me))
    for (const tell of this.desks.get(me) ?? []) tell(drafts, true)
  }

  private failed(error: unknown): void {
    this.logger.warn('drafts were not passed on', { cause: describeError(error) })
  }
}
