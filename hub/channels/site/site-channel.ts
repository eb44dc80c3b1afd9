import { UNLIMITED_MS, type Capabilities } from '#shared/domain/capabilities'
import type { ChannelId } from '#shared/domain/ids'
import {
  plainName,
  SITE_FILE_BYTES,
  SITE_IMAGE_PIXELS,
  SITE_IMAGE_TYPES,
  SITE_TEXT_LENGTH,
  textRefusal,
} from '#shared/domain/site-chat'
import { DisposableStore } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'

import type { SiteMessage } from '../../store/site-messages'
import type {
  ActionResult,
  Answer,
  AuthorisationResult,
  Candidate,
  ChannelDriver,
  ChannelHost,
  FindSentResult,
  OutgoingMessage,
  SendResult,
  StartResult,
  StartWish,
} from '../channel'
import type { Begun, CompanyBook } from './company-book'
import { chatOf, messageOf } from './to-hub'

/** Ours from end to end: what is sent is changed and taken back at any time, and nobody limits it. */
export const siteCapabilities: Capabilities = {
  maxTextLength: SITE_TEXT_LENGTH,
  images: { types: SITE_IMAGE_TYPES, maxBytes: SITE_FILE_BYTES, maxPixels: SITE_IMAGE_PIXELS, caption: false },
  files: { maxBytes: SITE_FILE_BYTES, types: null },
  deletion: { withinMs: UNLIMITED_MS, otherSide: 'nothing' },
  editing: { withinMs: UNLIMITED_MS, otherSide: 'mark' },
  typing: true,
  start: { by: 'invitation', maxFirstTextLength: SITE_TEXT_LENGTH },
  blacklist: { canUnblock: true, hasReasons: false },
  leave: true,
  stages: false,
  invitations: false,
  readReceipts: true,
  voiceMessages: 'none',
  calls: 'anyone',
  browserCalls: true,
  exactTimes: true,
}

const TOLD_AT_ONCE = 100
const TELL_AGAIN_MS = 2000
const MAX_NAME = 80
/** A person who has no conversation yet, by name. */
const NEW_PERSON = 'new:'

/**
 * The site chat has no platform in between: its book is the conversation as the visitors see it, and what stands there
 * has arrived. What visitors do is told to the hub from the book, at the next start too.
 */
export class SiteChannel implements ChannelDriver {
  readonly kind = 'site'
  readonly capabilities = siteCapabilities
  private readonly owned = new DisposableStore()
  private telling: Promise<void> | null = null
  private isMoreToTell = false

  constructor(
    private readonly channelId: ChannelId,
    private readonly host: ChannelHost,
    private readonly book: CompanyBook,
  ) {}

  start(): void {
    const { events } = this.book
    this.owned.add(
      events.untold.on((channelId) => {
        if (channelId === this.channelId) this.tell()
      }),
    )
    this.owned.add(
      events.visitorTypes.on(({ channelId, conversationId }) => {
        if (channelId === this.channelId) this.host.typingSeen(conversationId)
      }),
    )
    this.host.setHealth({ kind: 'receiving', lastEventAtMs: null })
    this.tell()
  }

  dispose(): void {
    this.owned.dispose()
  }

  async withdraw(): Promise<void> {
    this.book.events.shut.emit({ channelId: this.channelId })
  }

  async send({ id, chatExternalId, content }: OutgoingMessage): Promise<SendResult> {
    const put = await this.book.put({ id, conversationId: chatExternalId, content })
    if (put.kind === 'refused') return { kind: 'refused', reason: put.reason, detail: null }
    return { kind: 'sent', externalId: put.message.id, atMs: put.message.atMs }
  }

  async findSent({ id }: OutgoingMessage): Promise<FindSentResult> {
    const found = await this.book.find(id)
    // A hub that ended in between may have shown it to nobody.
    if (found) await this.book.showAgain(found)
    return found ? { kind: 'found', externalId: found.id, atMs: found.atMs } : { kind: 'absent' }
  }

  async deleteMessage(_chatExternalId: string, messageExternalId: string): Promise<ActionResult> {
    return doneOr((await this.book.takeBack(messageExternalId)) ? null : 'rejected')
  }

  async editMessage(_chatExternalId: string, messageExternalId: string, text: string): Promise<ActionResult> {
    const refusal = textRefusal(text)
    if (refusal) return doneOr(refusal)
    return doneOr((await this.book.edit(messageExternalId, text)) ? null : 'rejected')
  }

  async markRead(chatExternalId: string): Promise<ActionResult> {
    await this.book.markRead(chatExternalId)
    return doneOr(null)
  }

  block(chatExternalId: string, clientExternalId: string): Promise<ActionResult> {
    return this.setBlocked(chatExternalId, clientExternalId, true)
  }

  unblock(chatExternalId: string, clientExternalId: string): Promise<ActionResult> {
    return this.setBlocked(chatExternalId, clientExternalId, false)
  }

  async leave(chatExternalId: string): Promise<ActionResult> {
    return doneOr((await this.book.leave(chatExternalId)) ? null : 'chatGone')
  }

  tellTyping(chatExternalId: string): void {
    this.book.events.companyTypes.emit({ conversationId: chatExternalId })
  }

  /** Anybody can be given a link: who is meant is a name. */
  async findCandidate(reference: string): Promise<Answer<Candidate>> {
    const fullName = plainName(reference).slice(0, MAX_NAME)
    if (fullName === '') return { kind: 'notFound' }
    const externalId = `${NEW_PERSON}${fullName}`
    return {
      kind: 'ok',
      value: { externalId, fullName, position: null, phones: [], hasOpenContacts: true, url: null },
    }
  }

  async startChat({ messageId, candidateExternalId, text }: StartWish): Promise<StartResult> {
    if (!candidateExternalId.startsWith(NEW_PERSON)) return { kind: 'refused', reason: 'unsupported', detail: null }
    const refusal = textRefusal(text)
    if (refusal) return { kind: 'refused', reason: refusal, detail: null }
    const name = plainName(candidateExternalId.slice(NEW_PERSON.length)).slice(0, MAX_NAME)
    const begun = await this.book.beginWith(this.channelId, name, { id: messageId, text })
    return { kind: 'started', chat: chatOf(begun.conversation, begun.visitor), message: messageOf(begun) }
  }

  /** The conversation stands in the hub, though nobody has said anything in it. */
  async announce({ conversation, visitor }: Begun): Promise<void> {
    await this.host.ingest({ chats: [chatOf(conversation, visitor)], messages: [] })
  }

  beginAuthorisation(): Promise<null> {
    return Promise.resolve(null)
  }

  finishAuthorisation(): Promise<AuthorisationResult> {
    return Promise.resolve({ kind: 'failed', detail: 'the site chat asks for no consent' })
  }

  ownsState(): boolean {
    return false
  }

  /** Nobody has this address: visitors come through the portal. */
  handleWebhook(): Promise<'refused'> {
    return Promise.resolve('refused')
  }

  private async setBlocked(chatExternalId: string, visitorId: string, isBlocked: boolean): Promise<ActionResult> {
    const conversation = await this.book.conversation(chatExternalId)
    if (conversation?.visitorId !== visitorId) return doneOr('chatGone')
    await this.book.setBlocked(visitorId, chatExternalId, isBlocked)
    return doneOr(null)
  }

  /** One after another, so that the hub has everything in the order in which it was said. */
  private tell(): void {
    if (this.telling) {
      this.isMoreToTell = true
      return
    }
    this.telling = this.tellAll()
      .catch((error: unknown) => {
        this.host.logger.error('visitors’ messages were not passed on yet', { cause: describeError(error) })
        const again = this.host.clock.schedule(TELL_AGAIN_MS, () => {
          this.tell()
        })
        this.owned.add(again)
      })
      .finally(() => {
        this.telling = null
        if (!this.isMoreToTell) return
        this.isMoreToTell = false
        this.tell()
      })
  }

  private async tellAll(): Promise<void> {
    while (!this.owned.isDisposed) {
      const rows = await this.book.untold(this.channelId, TOLD_AT_ONCE)
      if (rows.length === 0) return
      const chats = new Map(rows.map((row) => [row.conversation.id, chatOf(row.conversation, row.visitor)]))
      const messages = rows.flatMap((row) => messageOf(row) ?? [])
      await this.host.ingest({ chats: [...chats.values()], messages })
      await this.book.told(rows.map(({ message }): SiteMessage => message))
      const hasIncoming = rows.some(({ message }) => message.direction === 'in')
      if (hasIncoming) this.host.setHealth({ kind: 'receiving', lastEventAtMs: this.host.clock.now() })
    }
  }
}

function doneOr(reason: Extract<ActionResult, { kind: 'refused' }>['reason'] | null): ActionResult {
  return reason === null ? { kind: 'done' } : { kind: 'refused', reason, detail: null }
}
