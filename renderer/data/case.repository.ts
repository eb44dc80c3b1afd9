import type { CommandArgs, CommandName } from '#shared/contract/commands'
import type { AgentStatus } from '#shared/domain/agent'
import type { CasePriority, PersonReceiver } from '#shared/domain/case'
import type {
  AgentId,
  ChatId,
  ClientCardId,
  DealId,
  MergeId,
  OrganisationId,
  OwnStatusId,
  TopicId,
} from '#shared/domain/ids'

import { readActor } from './actor'
import type { CacheChanges } from './cache-changes'
import type { DeskDatabase } from './database'
import type { ClientCardDraft } from './desk-data'
import type { OutboxWriter } from './outbox-writer'
import type { Sight } from './sight'

/** What a person does with cases, cards and the own status; each is one wish in the outbox and shows at once. */
export class CaseRepository {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
    private readonly writer: OutboxWriter,
    private readonly newId: () => string,
    private readonly sight: Pick<Sight, 'viewOf'>,
  ) {}

  async actAs(agentId: AgentId | null): Promise<void> {
    const { db } = this
    await db.transaction('rw', db.meta, async () => {
      const feed = await db.meta.get('feed')
      const isSelf = agentId === null || (feed?.key === 'feed' && feed.me === agentId)
      await (isSelf ? db.meta.delete('actor') : db.meta.put({ key: 'actor', agentId }))
    })
    this.changes.publish({ people: true })
  }

  async setStatus(status: AgentStatus, untilMs?: number, ownStatusId?: OwnStatusId): Promise<void> {
    const { db } = this
    const isChanged = await db.transaction('rw', [db.agents, db.outbox, db.meta], async () => {
      const { id } = await readActor(db)
      const agent = id === null ? undefined : await db.agents.get(id)
      if (!agent) return false
      const isSame = agent.status === status && (agent.ownStatusId ?? null) === (ownStatusId ?? null)
      if (isSame && untilMs === undefined) return false
      const args = {
        status,
        ...(untilMs === undefined ? {} : { untilMs }),
        ...(ownStatusId === undefined ? {} : { ownStatusId }),
      }
      const { status: statusBefore, ownStatusId: ownStatusBefore } = agent
      await this.writer.enqueue('setStatus', args, null, null, { statusBefore, ownStatusBefore })
      // The hub keeps it behind a wrap-up.
      const own = status === 'wrapUp' ? ownStatusBefore : ownStatusId
      await db.agents.put({ ...agent, status, statusUntilMs: untilMs ?? null, ownStatusId: own ?? null })
      return true
    })
    if (isChanged) this.changes.publish({ people: true, outbox: 'added' })
  }

  async claimCase(chatId: ChatId): Promise<void> {
    await this.wishOfCase(chatId, 'claimCase', {})
  }

  async transferCase(chatId: ChatId, to: PersonReceiver, note: string | null): Promise<void> {
    await this.wishOfCase(chatId, 'transferCase', { to, note })
  }

  async returnCase(chatId: ChatId): Promise<void> {
    await this.wishOfCase(chatId, 'returnCase', {})
  }

  async closeCase(chatId: ChatId): Promise<void> {
    await this.wishOfCase(chatId, 'closeCase', {})
  }

  /** With what the person had before their eyes: a word that came meanwhile is not put away unread (spec Q21, Q22). */
  async snoozeCase(chatId: ChatId, untilMs: number | null): Promise<void> {
    const { db } = this
    await this.writer.changeChat(chatId, async (entry) => {
      const { id } = await readActor(db)
      if (!entry || id === null) return false
      const view = await this.sight.viewOf(db, chatId, id)
      const feed = await db.meta.get('feed')
      // Behind what is here already: asked from the beginning, so that the hub says it in its words.
      const behind = feed?.key === 'feed' ? { feedId: feed.feedId, upTo: 0 } : undefined
      const seen = view.kind === 'behind' ? behind : view.seen
      const args = { caseId: entry.row.case.id, untilMs, ...(seen ? { seen } : {}) }
      await this.writer.enqueue('snoozeCase', args, chatId, null)
      return true
    })
  }

  async unsnoozeCase(chatId: ChatId): Promise<void> {
    await this.wishOfCase(chatId, 'unsnoozeCase', {})
  }

  async setCaseTopic(chatId: ChatId, topicId: TopicId | null): Promise<void> {
    await this.wishOfCase(chatId, 'setCaseTopic', { topicId })
  }

  async setCasePriority(chatId: ChatId, priority: CasePriority): Promise<void> {
    await this.wishOfCase(chatId, 'setCasePriority', { priority })
  }

  async pinCase(chatId: ChatId, isPinned: boolean): Promise<void> {
    await this.wishOfCase(chatId, 'pinCase', { isPinned })
  }

  /** Another title is another deal; the case has one. */
  async linkDeal(chatId: ChatId, title: string | null): Promise<void> {
    await this.wishOfCase(chatId, 'linkDeal', {
      deal: title === null ? null : { id: this.newId() as DealId, title },
    })
  }

  async linkOrganisation(chatId: ChatId, name: string | null): Promise<void> {
    await this.wishOfCase(chatId, 'linkOrganisation', {
      organisation: name === null ? null : { id: this.newId() as OrganisationId, name },
    })
  }

  async createClientCard(chatId: ChatId, card: ClientCardDraft): Promise<ClientCardId> {
    const cardId = this.newId() as ClientCardId
    await this.wishOfChat(chatId, 'createClientCard', { chatId, cardId, card })
    return cardId
  }

  /** `chatId`: where it was edited; other chats of the card follow when the hub has it. */
  async saveClientCard(chatId: ChatId, cardId: ClientCardId, card: ClientCardDraft): Promise<void> {
    await this.wishOfChat(chatId, 'saveClientCard', { cardId, card })
  }

  async linkClientCard(chatId: ChatId, cardId: ClientCardId | null): Promise<void> {
    await this.wishOfChat(chatId, 'linkClientCard', { chatId, cardId })
  }

  async mergeClientCards(chatId: ChatId, from: ClientCardId, into: ClientCardId): Promise<MergeId> {
    const mergeId = this.newId() as MergeId
    await this.wishOfChat(chatId, 'mergeClientCards', { mergeId, from, into })
    return mergeId
  }

  async undoMerge(chatId: ChatId, mergeId: MergeId): Promise<void> {
    await this.wishOfChat(chatId, 'undoMerge', { mergeId })
  }

  private async wishOfChat<N extends CommandName>(chatId: ChatId, name: N, args: CommandArgs<N>): Promise<void> {
    await this.writer.changeChat(chatId, async () => {
      await this.writer.enqueue(name, args, chatId, null)
      return true
    })
  }

  private async wishOfCase<N extends CaseCommandName>(
    chatId: ChatId,
    name: N,
    args: Omit<CommandArgs<N>, 'caseId'>,
  ): Promise<void> {
    await this.writer.changeChat(chatId, async (entry) => {
      if (!entry) return false
      // Whole again with the id that `Omit` took away, which the compiler cannot follow for a type parameter.
      const whole = { ...args, caseId: entry.row.case.id } as unknown as CommandArgs<N>
      await this.writer.enqueue(name, whole, chatId, null)
      return true
    })
  }
}

type CaseCommandName = {
  [N in CommandName]: 'caseId' extends keyof CommandArgs<N> ? N : never
}[CommandName]
