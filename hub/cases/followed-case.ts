import type { AutomationFacts } from '#shared/domain/case-automation'
import type { ChatId } from '#shared/domain/ids'
import { isAway, snoozeAfter } from '#shared/domain/snooze'

import { remembering } from '../automation/automation-of'
import { askBot } from '../automation/bots/bot-case'
import type { NewId } from '../ids'
import { answeredAfter } from '../store/case-waiting'
import { lockCaseOfChat, type StoredCase } from '../store/cases'
import type { Write } from '../store/store'
import { changeCase, giveTo, giveToBot, openCase, queueCase, type CasePatch } from './case-service'
import { receiverNow } from './receivers'
import { wakeByWord } from './snoozed-case'

/** What the database was asked: no answer of a person after `sinceMs` is newer than `newestMs`. */
interface KnownAnswers {
  readonly sinceMs: number
  readonly newestMs: number | null
}

/**
 * The case of a chat in which messages arrive, in the order in which they are said. However many they are, the case is
 * read once and, where it only goes on, written once, by `finish`.
 */
export class FollowedCase {
  /** Of the present case; not in the database yet. */
  private patch: CasePatch = {}
  private isWrittenIn = false
  private answers: KnownAnswers | null = null
  /** Of the messages that arrive. */
  private answeredAtMs: number | null = null

  constructor(
    private readonly tx: Write,
    private readonly newId: NewId,
    private readonly chatId: ChatId,
    /** `null`: read once it is needed. */
    private present: StoredCase | null,
    /** Puts the messages that were told of so far into the chat. */
    private readonly storeMessages: () => Promise<void>,
  ) {}

  /**
   * The client said something: that continues the chat's case or begins one, which then has a receiver (spec Q1, Q5–Q7).
   * A response to a vacancy counts as one, where its channel passes it on (Q10).
   */
  async clientWrote(atMs: number): Promise<void> {
    const present = await this.case()
    this.isWrittenIn = true
    if (isOpen(present)) {
      const automation = await this.heard(present, atMs)
      if (isAway(present.snooze)) {
        // That it is back stands below what is there, as with its beginning.
        await this.storeMessages()
        this.continue(await wakeByWord(this.tx, this.newId, present))
      }
      // Told of late: it belongs to this case all the same.
      this.continue({ openedAtMs: Math.min(present.openedAtMs, atMs), automation })
      return
    }
    // What happens to the case has its lines in the timeline, below what is there.
    await this.storeMessages()
    const { tx, newId } = this
    const opened = await openCase(tx, newId, present, atMs, async (itsCase) => ({
      waitingSinceMs: atMs,
      automation: await this.heard(itsCase, atMs),
    }))
    this.present = await giveToReceiver(tx, newId, opened)
  }

  /** Somebody answered in the channel itself: nobody has to answer any more, neither an agent in time nor the rules. */
  async answeredOutside(): Promise<void> {
    const present = await this.case()
    if (!isOpen(present)) return
    const { state } = present
    this.continue({
      ...(state.kind === 'assigned' ? { state: { ...state, answerByMs: null } } : {}),
      snooze: snoozeAfter(present.snooze, { kind: 'answered' }),
      automation: await remembering(this.tx, present, { kind: 'personAnswered' }),
    })
  }

  /** An answer that arrives, whether or not it is news: what the client said before it has been heard. */
  noteAnswer(atMs: number): void {
    this.answeredAtMs = Math.max(this.answeredAtMs ?? atMs, atMs)
  }

  /** A message that was here before has become, or ceased to be, an answer. */
  deliveryChanged(): void {
    this.answers = null
  }

  async finish(): Promise<void> {
    if (!this.present) return
    const { automation } = this.patch
    const went = automation === undefined ? this.present : await this.write(this.present)
    if (this.isWrittenIn) await askBot(this.tx, this.newId, went)
  }

  private async case(): Promise<StoredCase> {
    this.present ??= await lockCaseOfChat(this.tx, this.chatId)
    return { ...this.present, ...this.patch } as StoredCase
  }

  private continue(patch: CasePatch): void {
    this.patch = { ...this.patch, ...patch }
  }

  private async write(before: StoredCase): Promise<StoredCase> {
    const { patch } = this
    this.patch = {}
    this.present = await changeCase(this.tx, before, patch)
    return this.present
  }

  /** A message that is told of after the answer to it makes nobody wait. */
  private async heard(itsCase: StoredCase, atMs: number): Promise<AutomationFacts> {
    const automation = await remembering(this.tx, itsCase, { kind: 'clientWrote', atMs })
    if (!(await this.isAnsweredSince(atMs))) return automation
    return remembering(this.tx, { automation }, { kind: 'personAnswered' })
  }

  private async isAnsweredSince(atMs: number): Promise<boolean> {
    if (this.answeredAtMs !== null && this.answeredAtMs > atMs) return true
    if (!this.answers || atMs < this.answers.sinceMs)
      this.answers = { sinceMs: atMs, newestMs: await answeredAfter(this.tx, this.chatId, atMs) }
    return this.answers.newestMs !== null && this.answers.newestMs > atMs
  }
}

function isOpen({ state }: StoredCase): boolean {
  return state.kind !== 'idle' && state.kind !== 'closed'
}

async function giveToReceiver(tx: Write, newId: NewId, given: StoredCase): Promise<StoredCase> {
  const receiver = await receiverNow(tx, given.channelId)
  switch (receiver.kind) {
    case 'bot':
      return giveToBot(tx, newId, given, receiver.botId)
    case 'agent':
      // The administrator's own choice, like a person's: neither his status nor his capacity stands in its way.
      return giveTo(tx, newId, given, receiver.agentId, { how: 'automatically', teamId: null })
    case 'team':
      return queueCase(tx, newId, given, receiver.teamId, 'new')
  }
}
