import { DisposableStore } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'
import type { MessageContent } from '#shared/domain/message'
import { err, ok, type Result } from '#shared/lib/result'

import type { IngestedMessage } from '../channel'
import { MAX_OFFSET } from './api'
import { requireUserId, type DriverContext } from './driver-context'
import type { Failure } from '../platform/failure'
import { KeyedRuns } from '../platform/keyed-runs'
import { stubFor, type MediaKeeper } from './media-keeper'
import { mapChat, type ChatFacts } from './wire/map-chat'
import { directionOf, mapContent, mapMessage, type RawContent } from './wire/map-message'
import { salvage } from './wire/salvage'
import { wireMessage, type WireChat, type WireMessage } from './wire/schemas'

const PAGE_SIZE = 50
/** Of a chat that has just been written in; where they do not reach back to what is known, more are read. */
const NEWS_PAGE_SIZE = 10
const DEEP_PAGE_SIZE = 100
const REMEMBERED_VERSIONS = 20_000

/** By second, the ids of its messages as the platform lists them, the oldest first. */
type Moments = ReadonlyMap<number, readonly string[]>

/** `newMessages`: how many the hub did not have. */
export interface ReadSummary {
  readonly newMessages: number
  readonly newestAtMs: number | null
}
const NOTHING: ReadSummary = { newMessages: 0, newestAtMs: null }

/**
 * Brings one chat up to date: reads back from the newest message until known ones are met, and hands over whatever
 * is new or changed. One read per chat at a time; what is asked for meanwhile becomes one more read after it.
 */
export class ChatReader {
  private readonly owned = new DisposableStore()
  private readonly runs = new KeyedRuns<Result<ReadSummary, Failure>>()
  /** Message → its changeable marks when last handed over. */
  private readonly versions = new Map<string, string>()
  /** Chat → its newest message when its news were read last. */
  private readonly news = new Map<string, WireMessage>()

  constructor(
    private readonly context: DriverContext,
    private readonly media: MediaKeeper,
  ) {}

  dispose(): void {
    this.owned.dispose()
  }

  read(chatId: string, listed: WireChat | null): Promise<Result<ReadSummary, Failure>> {
    return this.runs.run(
      chatId,
      () => this.readOnce(chatId, listed),
      () => this.readOnce(chatId, null),
    )
  }

  /**
   * What was said just now in a chat that is known: one request, and the newest messages until known ones are met. How
   * the chat is listed is noted, or more of it read, when the list is looked at next (`noteListed`).
   */
  readNews(chatId: string): Promise<Result<ReadSummary, Failure>> {
    const read = () => this.readNewsOnce(chatId)
    return this.runs.run(chatId, read, read)
  }

  /** Takes note of how a chat is listed, if the list tells no more of it than its news did: then it need not be read. */
  noteListed(listed: WireChat): boolean {
    const newest = this.news.get(listed.id)
    const last = listed.last_message
    const userId = this.context.state.value.userId
    if (!newest || last?.id !== newest.id || listed.updated > newest.created || userId === null) return false
    if ((last.read ?? null) !== (newest.read ?? null)) return false
    this.noteRead(this.rememberChat(listed, userId))
    return true
  }

  /** Later, by itself: for messages that are not oldestFirst yet. */
  readLater(chatId: string, delayMs: number): void {
    const timer = this.owned.add(
      this.context.host.clock.schedule(delayMs, () => {
        this.owned.release(timer)
        void this.read(chatId, null).catch((error: unknown) => {
          this.context.logger.error('Reading a chat failed', { error: describeError(error) })
        })
      }),
    )
  }

  /** All that can be reached of a chat's past. Returns `false` when there is nothing to do. */
  async readHistory(chatId: string): Promise<Result<void, Failure>> {
    const user = await requireUserId(this.context)
    if (!user.ok) return user
    const facts = this.context.facts.get(chatId)
    if (!facts) return ok(undefined)
    let newer: readonly WireMessage[] = []
    for (let offset = 0; offset <= MAX_OFFSET; offset += DEEP_PAGE_SIZE) {
      const page = await this.page(user.value, chatId, offset, DEEP_PAGE_SIZE)
      if (!page.ok) return page.error.kind === 'notFound' ? this.markComplete(chatId) : page
      const { messages } = page.value
      // A moment may go on over any number of pages.
      newer = [...newer.filter(({ created }) => created === messages[0]?.created), ...messages]
      await this.handOver(facts, messages, momentsOf(newer))
      if (page.value.isLast) break
    }
    return this.markComplete(chatId)
  }

  private async readNewsOnce(chatId: string): Promise<Result<ReadSummary, Failure>> {
    const { facts: known, state, host } = this.context
    const listed = known.get(chatId)
    if (!listed || state.value.chats[chatId] === undefined) return this.readOnce(chatId, null)
    const user = await requireUserId(this.context)
    if (!user.ok) return user
    const facts = this.asKnownHere(listed)
    return (await host.ownsChat(facts.chat)) ? this.take(user.value, facts, NEWS_PAGE_SIZE) : this.leave(facts)
  }

  private async readOnce(chatId: string, listed: WireChat | null): Promise<Result<ReadSummary, Failure>> {
    const user = await requireUserId(this.context)
    if (!user.ok) return user
    const wire = listed ? ok(listed) : await this.context.api.chat(user.value, chatId)
    if (!wire.ok) return wire.error.kind === 'notFound' ? this.markGone(chatId) : wire
    const facts = this.rememberChat(wire.value, user.value)
    if (!(await this.context.host.ownsChat(facts.chat))) return this.leave(facts)
    const taken = await this.take(user.value, facts, PAGE_SIZE)
    if (!taken.ok || !this.context.facts.has(chatId)) return taken
    this.noteRead(facts)
    this.fetchAvatar(facts)
    return taken
  }

  private async take(user: number, facts: ChatFacts, pageSize: number): Promise<Result<ReadSummary, Failure>> {
    const chatId = facts.chat.externalId
    const collected = await this.collect(user, chatId, pageSize)
    if (!collected.ok) return collected.error.kind === 'notFound' ? this.markGone(chatId) : collected
    const read = collected.value.flat()
    const moments = momentsOf(read)
    const [newest] = read
    let summary = NOTHING
    if (collected.value.length === 0) await this.context.host.ingest({ chats: [facts.chat], messages: [] })
    // Oldest first: once the newest is stored, everything before it is.
    for (const messages of collected.value.toReversed()) {
      const handed = await this.handOver(facts, messages, moments)
      summary = {
        newMessages: summary.newMessages + handed.newMessages,
        newestAtMs: handed.newestAtMs ?? summary.newestAtMs,
      }
    }
    if (newest) this.news.set(chatId, newest)
    return ok(summary)
  }

  private noteRead({ chat, signature }: ChatFacts): void {
    this.news.delete(chat.externalId)
    const entry = { signature, clientId: chat.clientExternalId }
    this.context.state.changeSoon(({ chats }) => ({ chats: { ...chats, [chat.externalId]: entry } }))
  }

  /** Another channel of the account has it; looked at again when it changes. */
  private leave(facts: ChatFacts): Result<ReadSummary, Failure> {
    this.noteRead(facts)
    this.context.facts.delete(facts.chat.externalId)
    return ok(NOTHING)
  }

  private async collect(user: number, chatId: string, pageSize: number): Promise<Result<WireMessage[][], Failure>> {
    const { tuning, state, host } = this.context
    const isFirst = !state.value.isBackfilled && state.value.chats[chatId] === undefined
    const pages: WireMessage[][] = []
    let limit = isFirst ? tuning.firstPageSize : pageSize
    for (let offset = 0; offset <= MAX_OFFSET;) {
      const page = await this.page(user, chatId, offset, limit)
      if (!page.ok) return page
      offset += limit
      limit = PAGE_SIZE
      const { messages, isLast } = page.value
      pages.push(messages)
      const oldest = messages.at(-1)
      if (isLast && !state.value.complete.includes(chatId)) this.markComplete(chatId)
      if (isLast || isFirst || !oldest) break
      const unknown = await host.unknownMessages(chatId, [oldest.id])
      // A mark of the client's reading goes back over any number of messages.
      if (!unknown.has(oldest.id) && !this.hasChanged(oldest)) break
    }
    return ok(pages.filter((page) => page.length > 0))
  }

  private async page(user: number, chatId: string, offset: number, limit: number) {
    const answer = await this.context.api.messages(user, chatId, { limit, offset })
    if (!answer.ok) return err(answer.error)
    const { messages: raw, hasMore } = answer.value
    let unreadable = 0
    const messages = raw.map((item) => {
      const parsed = wireMessage.safeParse(item)
      if (!parsed.success) unreadable += 1
      return parsed.success ? parsed.data : salvage(item, this.context.platformClock.now())
    })
    if (unreadable > 0)
      this.context.logger.warn('Messages of an unexpected form are kept as unsupported', { count: unreadable })
    // Stable: within a second the platform's own order is all that there is.
    messages.sort((a, b) => b.created - a.created)
    return ok({ messages, isLast: hasMore === null ? raw.length < limit : !hasMore })
  }

  private async handOver(facts: ChatFacts, messages: readonly WireMessage[], moments: Moments) {
    const { host } = this.context
    const chatId = facts.chat.externalId
    const unknown = await host.unknownMessages(
      chatId,
      messages.map((message) => message.id),
    )
    const oldestFirst = messages.toReversed()
    const ready: IngestedMessage[] = []
    const pictures: WireMessage[] = []
    const later: WireMessage[] = []
    for (const message of oldestFirst) {
      const isNew = unknown.has(message.id)
      if (!isNew && this.versions.get(message.id) === versionOf(message)) continue
      const raw = mapContent(message.type, message.content)
      const content = this.contentNow(message, raw, isNew)
      if (content) {
        ready.push(this.ingested(facts, message, content, moments))
        if (isNew && raw.kind === 'voice') later.push(message)
      } else if (isNew || directionOf(message) === 'out') pictures.push(message)
    }
    await host.ingest({ chats: [facts.chat], messages: ready })
    await this.media.retryLater(
      later.map((message) => this.pending(facts, message)),
      0,
    )
    for (const message of pictures) await this.handOverPicture(facts, message, moments)
    for (const message of oldestFirst) this.rememberVersion(message)
    const fresh = oldestFirst.filter((message) => unknown.has(message.id) && !this.isBackfill(message))
    const newest = fresh.at(-1)
    return { newMessages: fresh.length, newestAtMs: newest ? newest.created * 1000 : null }
  }

  /** `null`: has to be fetched first, or is known and unchanged as far as can be told. */
  private contentNow(message: WireMessage, raw: RawContent, isNew: boolean): MessageContent | null {
    if (raw.kind === 'ready') return raw.content
    const remembered = this.media.remembered(message.id)
    if (remembered) return remembered
    return raw.kind === 'voice' && isNew ? { kind: 'voice', fileId: null, state: 'fetching' } : null
  }

  private async handOverPicture(facts: ChatFacts, message: WireMessage, moments: Moments): Promise<void> {
    const raw = mapContent(message.type, message.content)
    if (raw.kind !== 'image') return
    const image = await this.media.fetchImage(raw.image)
    const isHere = image !== null && image !== 'gone' && image !== 'noRoom'
    const content = isHere ? image : stubFor(raw.image)
    await this.context.host.ingest({ chats: [], messages: [this.ingested(facts, message, content, moments)] })
    this.media.remember(message.id, content)
    const [firstDelayMs = 0] = this.context.tuning.mediaRetryMs
    if (image === null || image === 'noRoom') await this.media.retryLater([this.pending(facts, message)], firstDelayMs)
  }

  private ingested(facts: ChatFacts, message: WireMessage, content: MessageContent, moments: Moments): IngestedMessage {
    const { externalId, clientName } = facts.chat
    const mapped = mapMessage(message, externalId, clientName, content, this.isBackfill(message))
    const isReadByUs = mapped.isReadByUs && this.isReadByPerson(message, externalId)
    const moment = moments.get(message.created) ?? []
    return { ...mapped, isReadByUs, ...(moment.length > 1 ? { moment } : {}) }
  }

  /**
   * A mark of ours covers the whole chat, also a message that came while the mark was on its way and that nobody
   * has seen. So the platform's word counts only for messages that are newer than our own mark; whatever was read
   * here is known to be read anyway.
   */
  private isReadByPerson(message: WireMessage, chatId: string): boolean {
    const coveredUntilMs = this.context.state.value.readMarks[chatId]
    return coveredUntilMs === undefined || message.created * 1000 > coveredUntilMs || this.isBackfill(message)
  }

  private pending(facts: ChatFacts, message: WireMessage) {
    return {
      chatId: facts.chat.externalId,
      clientName: facts.chat.clientName,
      isBackfill: this.isBackfill(message),
      message,
    }
  }

  private isBackfill(message: WireMessage): boolean {
    // Whole seconds on the wire: a message in the second of connecting counts as new.
    return (message.created + 1) * 1000 <= (this.context.state.value.connectedAtMs ?? 0)
  }

  /** Since it was last handed over here. */
  private hasChanged(message: WireMessage): boolean {
    const before = this.versions.get(message.id)
    return before !== undefined && before !== versionOf(message)
  }

  private rememberVersion(message: WireMessage): void {
    this.versions.set(message.id, versionOf(message))
    if (this.versions.size <= REMEMBERED_VERSIONS) return
    const [oldest] = this.versions.keys()
    if (oldest !== undefined) this.versions.delete(oldest)
  }

  private rememberChat(wire: WireChat, user: number): ChatFacts {
    const facts = this.asKnownHere(mapChat(wire, user))
    this.context.facts.set(wire.id, facts)
    return facts
  }

  /** What the list does not tell, and what may have changed since: whom we have blocked, and the picture that is kept. */
  private asKnownHere(facts: ChatFacts): ChatFacts {
    const { blockedClients, avatars } = this.context.state.value
    const client = facts.chat.clientExternalId
    const access = blockedClients.includes(client) ? 'blocked' : 'open'
    return { ...facts, chat: { ...facts.chat, access, avatarFileId: avatars[client]?.fileId ?? null } }
  }

  private fetchAvatar(facts: ChatFacts): void {
    const { state, host, logger } = this.context
    const { avatarUrl: url, chat } = facts
    if (url === null || state.value.avatars[chat.clientExternalId]?.url === url) return
    const keep = async () => {
      const fileId = await this.media.fetchAvatar(url)
      await state.change(({ avatars }) => ({ avatars: { ...avatars, [chat.clientExternalId]: { url, fileId } } }))
      if (fileId !== null) await host.ingest({ chats: [{ ...chat, avatarFileId: fileId }], messages: [] })
    }
    void keep().catch((error: unknown) => {
      logger.warn('An avatar was not kept', { error: describeError(error) })
    })
  }

  private markComplete(chatId: string): Result<void, Failure> {
    this.context.state.changeSoon(({ complete }) => ({
      complete: complete.includes(chatId) ? complete : [...complete, chatId],
    }))
    return ok(undefined)
  }

  /** Said only of chats that the hub was told of: others never were. */
  private async markGone(chatId: string): Promise<Result<ReadSummary, Failure>> {
    const { facts, host, state } = this.context
    const clientId = state.value.chats[chatId]?.clientId
    const met = facts.get(chatId)?.chat ?? null
    const nameless = { clientName: '', avatarFileId: null, subject: null, createdAtMs: 0 }
    const chat =
      met ?? (clientId === undefined ? null : { externalId: chatId, clientExternalId: clientId, ...nameless })
    if (chat) await host.ingest({ chats: [{ ...chat, access: 'gone' }], messages: [] })
    facts.delete(chatId)
    this.news.delete(chatId)
    state.changeSoon(({ chats, complete }) => ({
      chats: Object.fromEntries(Object.entries(chats).filter(([id]) => id !== chatId)),
      complete: complete.filter((id) => id !== chatId),
    }))
    return ok(NOTHING)
  }
}

/** Of messages listed newest first; a page that moved on while it was read brings some of them twice. */
function momentsOf(newestFirst: readonly WireMessage[]): Moments {
  const moments = new Map<number, string[]>()
  const known = new Set<string>()
  for (const { id, created } of newestFirst.toReversed()) {
    if (known.has(id)) continue
    known.add(id)
    const moment = moments.get(created)
    if (moment) moment.push(id)
    else moments.set(created, [id])
  }
  return moments
}

/** Text of a message of ours; the platform makes a `link` of a text that holds one. */
export function ownText(message: WireMessage): string | null {
  const raw = mapContent(message.type, message.content)
  if (raw.kind !== 'ready') return null
  return raw.content.kind === 'text' || raw.content.kind === 'link' ? raw.content.text : null
}

function versionOf(message: WireMessage): string {
  return [message.type, message.read ?? '', message.is_read ?? ''].join('|')
}
