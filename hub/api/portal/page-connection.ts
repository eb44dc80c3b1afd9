import type { RawData, WebSocket } from 'ws'

import {
  PORTAL_CLOSE,
  PORTAL_PROTOCOL,
  pageFrame,
  type PageFrame,
  type PortalConversation,
  type PortalFrame,
} from '#shared/contract/portal'
import type { ChannelId } from '#shared/domain/ids'
import type { MailLanguage } from '#shared/domain/mail'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'

import type { Identity } from '../../channels/site'
import type { ConversationSummary } from '../../store/site-messages'
import { parseFrame } from '../parse-frame'
import { Buckets } from './buckets'
import { PageCalls } from './page-calls'
import { PagePush } from './page-push'
import { PageSight } from './page-sight'
import type { PortalContext } from './portal-context'
import { presentConversation, presentMessage } from './present'

const HELLO_WITHIN_MS = 10_000
/** A page gives a sign every half minute. */
const SILENT_FOR_MS = 90_000
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024
/** Timers cannot be set for longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
const FRAMES = { burst: 200, everyMs: 20 } as const

type Hello = Extract<PageFrame, { type: 'hello' }>
type Say = Extract<PageFrame, { type: 'say' }>

/** One open page of a visitor. What it asks and what it is shown goes one after another, so newer never stands under older. */
export class PageConnection {
  private readonly owned = new DisposableStore()
  private identity: Identity | null = null
  private language: MailLanguage | null = null
  /** That this visitor has a page open. */
  private presence: Disposable | null = null
  private readonly sight: PageSight
  private work: Promise<void> = Promise.resolve()
  private silence: { dispose(): void } | null = null
  private readonly frames: Buckets
  private readonly calls: PageCalls
  private readonly push: PagePush
  /** Conversations of this visitor in which the company listens. */
  private readonly heard = new Set<string>()

  constructor(
    private readonly page: WebSocket,
    private readonly address: string,
    private readonly context: PortalContext,
  ) {
    this.frames = new Buckets(context.clock, FRAMES)
    const send = (frame: PortalFrame) => {
      this.send(frame)
    }
    this.calls = new PageCalls(context.calls, send)
    this.push = new PagePush(context.push, send)
    this.sight = new PageSight(context.pages)
  }

  open(): void {
    this.page.on('message', (data, isBinary) => {
      this.received(data, isBinary)
    })
    this.page.on('error', (error) => {
      this.context.logger.info('a visitor’s line broke', { cause: describeError(error) })
    })
    this.page.on('close', () => {
      this.silence?.dispose()
      this.owned.dispose()
      this.presence?.dispose()
      this.sight.dispose()
      this.calls.dispose()
    })
    this.expectSign(HELLO_WITHIN_MS)
  }

  private received(data: RawData, isBinary: boolean): void {
    const frame = parseFrame(pageFrame, data, isBinary)
    if (!frame) return this.close(PORTAL_CLOSE.badFrame, 'a frame did not parse')
    if (this.frames.take('') > 0) return this.close(PORTAL_CLOSE.tooMany, 'too many frames')
    this.expectSign(SILENT_FOR_MS)
    if (frame.type === 'ping') return this.send({ type: 'pong', nonce: frame.nonce })
    if (frame.type === 'typing' && this.heard.has(frame.conversationId)) return this.types(frame.conversationId)
    this.enqueue(async () => {
      if (frame.type === 'hello') return this.hello(frame)
      if (!this.identity) return this.close(PORTAL_CLOSE.badFrame, 'hello was expected first')
      if (frame.type === 'say') return this.say(this.identity, frame)
      return this.answer(this.identity, frame)
    })
  }

  private async hello({ protocol, key, channelId, language, pageId, isLooking }: Hello): Promise<void> {
    const { visitors, clock } = this.context
    if (this.identity) return this.close(PORTAL_CLOSE.badFrame, 'hello came twice')
    if (protocol !== PORTAL_PROTOCOL) return this.close(PORTAL_CLOSE.protocolMismatch, 'load the page anew')
    const found = await visitors.identify(key, channelId as ChannelId | null, clock.now())
    if (!found.ok) return this.close(PORTAL_CLOSE[found.error], found.error)
    this.identity = found.value
    this.language = language ?? null
    this.sight.looks(isLooking ?? true)
    this.listen(found.value)
    this.isPresent()
    await visitors.used(found.value, this.language)
    const visitorId = found.value.known?.visitorId ?? null
    const conversations = visitorId === null ? [] : await visitors.conversations(visitorId)
    const { company, greeting } = found.value.settings
    const { name, email } = visitorId === null ? { name: '', email: null } : await visitors.about(visitorId)
    this.send({
      type: 'welcome',
      protocol: PORTAL_PROTOCOL,
      company,
      greeting,
      visitorName: name,
      canBegin: visitorId === null || !(await visitors.isBlocked(visitorId)),
      conversations: conversations.map((conversation) => this.summary(conversation)),
      canNotify: await this.context.canNotify(),
      email,
      pushKey: await this.context.push.publicKey(),
    })
    this.calls.welcomed(pageId)
    if (found.value.expiresAtMs !== null) {
      const leftMs = Math.min(found.value.expiresAtMs - clock.now(), LONGEST_TIMER_MS)
      this.owned.add(
        clock.schedule(leftMs, () => {
          this.close(PORTAL_CLOSE.expiredKey, 'expiredKey')
        }),
      )
    }
  }

  private listen({ hash, channelId }: Identity): void {
    const { events } = this.context
    this.owned.add(
      events.admitted.on((admitted) => {
        if (admitted.hash !== hash || !this.identity) return
        this.identity = { ...this.identity, known: admitted.known }
        this.isPresent()
      }),
    )
    this.owned.add(
      events.shown.on(({ visitorId, conversationId, messageIds }) => {
        if (visitorId !== this.identity?.known?.visitorId) return
        this.enqueue(() => this.show(visitorId, conversationId, messageIds))
      }),
    )
    this.owned.add(
      events.companyTypes.on(({ conversationId }) => {
        if (this.heard.has(conversationId)) this.send({ type: 'typing', conversationId })
      }),
    )
    this.owned.add(
      events.shut.on((what) => {
        if ('channelId' in what) {
          if (what.channelId === channelId) this.close(PORTAL_CLOSE.channelGone, 'channelGone')
        } else if (what.keyId === this.identity?.known?.keyId) this.close(PORTAL_CLOSE.revokedKey, 'revokedKey')
      }),
    )
  }

  private isPresent(): void {
    const visitorId = this.identity?.known?.visitorId
    if (visitorId === undefined || this.presence || this.owned.isDisposed) return
    this.presence = this.context.pages.open(visitorId)
    this.sight.known(visitorId)
    this.calls.known(visitorId)
  }

  private async show(visitorId: string, conversationId: string, messageIds: readonly string[]): Promise<void> {
    const { visitors } = this.context
    if (messageIds.length > 0) {
      const rows = await visitors.messages(messageIds)
      const messages = rows.flatMap((row) => presentMessage(row) ?? [])
      const removed = rows.filter(({ content }) => content === null).map(({ id }) => id)
      this.send({ type: 'messages', messages, removed })
    }
    const [conversation] = await visitors.conversations(visitorId, [conversationId])
    if (conversation) this.send({ type: 'conversation', conversation: this.summary(conversation) })
  }

  private async say(identity: Identity, frame: Say): Promise<void> {
    const { visitors, limits } = this.context
    const waitMs = limits.messages.take(identity.hash) || (identity.known ? 0 : limits.newcomers.take(this.address))
    if (waitMs > 0)
      return this.send({ type: 'refused', id: frame.id, reason: 'tooMany', retryAfterMs: Math.ceil(waitMs) })
    const reason = await visitors.say(identity, frame)
    if (reason === null) return this.send({ type: 'accepted', id: frame.id })
    this.send({ type: 'refused', id: frame.id, reason, retryAfterMs: null })
  }

  private async answer(
    identity: Identity,
    frame: Exclude<PageFrame, { type: 'hello' | 'say' | 'ping' }>,
  ): Promise<void> {
    const { visitors } = this.context
    if (frame.type === 'looks') return this.sight.looks(frame.isLooking)
    // Nobody yet: there is nothing to show or to mark.
    if (!identity.known) return
    const { visitorId } = identity.known
    const { channelId } = identity
    switch (frame.type) {
      case 'open':
        return this.history(visitorId, frame.conversationId, null)
      case 'older':
        return this.history(visitorId, frame.conversationId, frame.before)
      case 'have':
        return visitors.have(visitorId, channelId, frame.ids)
      case 'read':
        return visitors.read(visitorId, channelId, frame.conversationId, frame.upTo)
      case 'typing':
        // Of a conversation that is not this visitor's, or in which nobody listens.
        return
      case 'name':
        return visitors.rename(visitorId, frame.name)
      case 'email': {
        const isTaken = await visitors.setEmail(visitorId, frame.email, this.language)
        const { email } = await visitors.about(visitorId)
        return this.send({ type: 'email', email, isTaken })
      }
      case 'pushOn':
      case 'pushOff':
      case 'pushAsk':
        return this.push.handle(identity.known, frame)
      case 'callRings':
      case 'callDescription':
      case 'callRefused':
      case 'callHungUp':
      case 'callHere':
        return this.calls.handle(frame)
    }
  }

  private async history(visitorId: string, conversationId: string, before: string | null): Promise<void> {
    const page = await this.context.visitors.page(visitorId, conversationId, before)
    this.send({
      type: 'history',
      conversationId,
      messages: page?.messages.flatMap((message) => presentMessage(message) ?? []) ?? [],
      hasMore: page?.hasMore ?? false,
      isNewest: before === null,
    })
  }

  private summary(conversation: ConversationSummary): PortalConversation {
    const shown = presentConversation(conversation)
    if (shown.state === 'open') this.heard.add(shown.id)
    else this.heard.delete(shown.id)
    return shown
  }

  /** Not in the queue: what is late is worth nothing. */
  private types(conversationId: string): void {
    if (this.identity) this.context.events.visitorTypes.emit({ channelId: this.identity.channelId, conversationId })
  }

  private enqueue(job: () => Promise<void> | void): void {
    this.work = this.work.then(job).catch((error: unknown) => {
      this.context.logger.error('a visitor’s page could not be served', { cause: describeError(error) })
      this.close(1011, 'internal')
    })
  }

  private expectSign(withinMs: number): void {
    this.silence?.dispose()
    this.silence = this.context.clock.schedule(withinMs, () => {
      this.page.terminate()
    })
  }

  private close(code: number, reason: string): void {
    this.page.close(code, reason)
  }

  private send(frame: PortalFrame): void {
    if (this.page.readyState !== this.page.OPEN) return
    if (this.page.bufferedAmount > MAX_BUFFERED_BYTES) return this.close(PORTAL_CLOSE.tooSlow, 'too slow')
    this.page.send(JSON.stringify(frame))
  }
}
