import { DisposableStore } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'

import type { IngestedChat, IngestedMessage } from '../channel'
import type { Asked, Failure } from '../platform/failure'
import { parseEach } from '../platform/http/parse'
import { KeyedRuns } from '../platform/keyed-runs'
import type { AttachmentKeeper } from './attachment-keeper'
import { isHistory, topicOf, type HhContext } from './driver-context'
import type { SeenMessage } from './driver-state'
import { clientOf, compareIds, isWithCandidate, mapChat, oldestFirst } from './wire/map-chat'
import { directionOf, mapMessage, momentsOf, rawContentOf } from './wire/map-message'
import { wireMessage, wireParticipant, type WireChat, type WireMessage } from './wire/schemas'

const REMEMBERED_VERSIONS = 20_000
const SEEN_AT_MOST = 50
/** What was said with a stage is looked for among messages this near to it. */
const STAGE_NEARNESS_MS = 600_000

/** `newMessages`: how many the hub did not have. */
export interface ReadSummary {
  readonly newMessages: number
  readonly newestAtMs: number | null
}
const NOTHING: ReadSummary = { newMessages: 0, newestAtMs: null }

export interface ChatReaderDeps {
  readonly context: HhContext
  readonly attachments: AttachmentKeeper
  /** A conversation about a vacancy whose response was not met yet. */
  readonly onUnknownResponse: (vacancyId: string) => void
}

/** The oldest first. `isWhole`: from the very first message of the conversation, so that what is missing was deleted. */
interface Listing {
  readonly listed: readonly WireMessage[]
  readonly isWhole: boolean
}

/**
 * Brings one chat up to date: reads back from the newest message until known ones are met, and hands over whatever is
 * new, changed or gone. One read per chat at a time.
 */
export class ChatReader {
  private readonly owned = new DisposableStore()
  private readonly runs = new KeyedRuns<Result<ReadSummary, Failure>>()
  /** Message → its changeable marks when last handed over. */
  private readonly versions = new Map<string, string>()
  private readonly readAtMs = new Map<string, number>()
  private readonly askedFor = new Set<string>()

  constructor(private readonly deps: ChatReaderDeps) {}

  dispose(): void {
    this.owned.dispose()
  }

  /** `signature`: of the list entry that asks for it. */
  read(chatId: string, signature: string | null): Asked<ReadSummary> {
    return this.runs.run(
      chatId,
      () => this.readOnce(chatId, signature),
      () => this.readOnce(chatId, null),
    )
  }

  readLater(chatId: string): void {
    const timer = this.owned.add(
      this.deps.context.host.clock.schedule(0, () => {
        this.owned.release(timer)
        void this.read(chatId, null).catch((error: unknown) => {
          this.deps.context.logger.error('Reading a chat failed', { error: describeError(error) })
        })
      }),
    )
  }

  /** When it was read last, by our own clock. */
  lastReadMs(chatId: string): number {
    return this.readAtMs.get(chatId) ?? Number.NEGATIVE_INFINITY
  }

  private async readOnce(chatId: string, signature: string | null): Asked<ReadSummary> {
    const { context } = this.deps
    const first = await context.api.messages(chatId, null)
    if (!first.ok) return first.error.kind === 'notFound' ? this.vanished(chatId) : first
    this.readAtMs.set(chatId, context.host.clock.now())
    const wire = first.value
    if (!isWithCandidate(wire)) {
      this.note(wire, signature, null, [])
      return ok(NOTHING)
    }
    const resumeId = await this.resumeOf(chatId)
    if (!resumeId.ok) return resumeId
    const messages = await this.collect(wire)
    if (!messages.ok) return messages
    const chat = this.chatNow(wire, resumeId.value)
    const summary = await this.handOver(chat, messages.value)
    this.note(wire, signature, resumeId.value, messages.value.listed)
    if (wire.vacancy_id != null && !chat.response && topicOf(context, chatId) === null)
      this.askForResponse(chatId, wire.vacancy_id)
    return ok(summary)
  }

  /** Once: a response that its vacancy does not list is not asked for again and again. */
  private askForResponse(chatId: string, vacancyId: string): void {
    if (this.askedFor.has(chatId)) return
    this.askedFor.add(chatId)
    this.deps.onUnknownResponse(vacancyId)
  }

  private chatNow(wire: WireChat, resumeId: string | null): IngestedChat {
    const { facts, state } = this.deps.context
    const { leftChats } = state.value
    const chat = mapChat(wire, {
      resumeId,
      isLeft: leftChats.includes(wire.id),
      before: facts.get(wire.id) ?? null,
    })
    facts.set(wire.id, chat)
    return chat
  }

  /** Whose chat it is: its own entry does not say (facts/hh.md §6). */
  private async resumeOf(chatId: string): Asked<string | null> {
    const known = this.deps.context.state.value.chats[chatId]
    if (known) return ok(known.resumeId)
    const answer = await this.deps.context.api.participants(chatId)
    if (!answer.ok) return answer
    const { parsed } = parseEach(answer.value.items, wireParticipant)
    return ok(parsed.find(({ role }) => role === 'APPLICANT')?.resume_id ?? null)
  }

  /** Back to what the hub has. */
  private async collect(newest: WireChat): Asked<Listing> {
    const { api, host, logger } = this.deps.context
    const found = new Map<string, WireMessage>()
    let isWhole = false
    for (let page = newest; ;) {
      const { parsed, failed } = parseEach(page.messages, wireMessage)
      if (failed.length > 0) logger.error('Messages of an unexpected form were skipped', { count: failed.length })
      const before = found.size
      for (const message of parsed) found.set(message.id, message)
      const [oldest] = oldestFirst(parsed)
      // The page begins with the message that it was asked for: without any other there is no progress.
      isWhole = !page.has_more
      if (isWhole || !oldest || found.size === before) break
      if (!(await host.unknownMessages(newest.id, [oldest.id])).has(oldest.id)) break
      const next = await api.messages(newest.id, oldest.id)
      if (!next.ok) {
        // Deleted between two pages: whoever looks again begins anew.
        return next.error.kind === 'invalid' ? err({ kind: 'unreachable', detail: next.error.detail }) : next
      }
      page = next.value
    }
    return ok({ listed: oldestFirst([...found.values()]), isWhole })
  }

  private async handOver(chat: IngestedChat, listing: Listing): Promise<ReadSummary> {
    const { context, attachments } = this.deps
    const { host } = context
    const messages = listing.listed
    const ids = messages.map(({ id }) => id)
    const unknown = await host.unknownMessages(chat.externalId, ids)
    const moments = momentsOf(messages)
    const told: IngestedMessage[] = []
    for (const message of messages) {
      const isNew = unknown.has(message.id)
      const isUnchanged = !isNew && this.versions.get(message.id) === versionOf(message)
      if (isUnchanged && !attachments.isWaiting(message.id)) continue
      const raw = rawContentOf(message)
      const content =
        raw.kind === 'ready'
          ? raw.content
          : isNew || attachments.isWaiting(message.id)
            ? await attachments.contentOf(chat.externalId, message.id, raw)
            : attachments.known(message.id, raw)
      const details = {
        chatExternalId: chat.externalId,
        clientName: chat.clientName,
        isHistory: isHistory(context, message.creation_time),
        nowMs: context.platformClock.now(),
        isOfStage: this.isOfStage(chat.externalId, message),
        moment: moments.get(message.creation_time) ?? [],
      }
      told.push(mapMessage(message, content, details))
    }
    await host.ingest({ chats: [chat], messages: [...told, ...this.deleted(chat.externalId, listing)] })
    for (const message of messages) this.rememberVersion(message)
    const news = told.filter(({ externalId, isBackfill }) => unknown.has(externalId) && !isBackfill)
    return { newMessages: news.length, newestAtMs: news.at(-1)?.atMs ?? null }
  }

  /** What was here before and is not listed in its place any more (facts/hh.md §6: no event tells of it). */
  private deleted(chatId: string, { listed, isWhole }: Listing): IngestedMessage[] {
    const seen = this.deps.context.state.value.seen[chatId] ?? []
    const ids = new Set(listed.map(({ id }) => id))
    const from = isWhole ? null : (listed[0]?.id ?? null)
    const gone = seen.filter(({ id }) => !ids.has(id) && (from === null || compareIds(id, from) > 0))
    return gone.map(({ id, atMs, direction }) => ({
      chatExternalId: chatId,
      externalId: id,
      atMs,
      direction,
      authorName: null,
      content: { kind: 'deleted' },
      quote: null,
      readAtMs: null,
      isReadByUs: true,
      isBackfill: isHistory(this.deps.context, atMs),
    }))
  }

  private isOfStage(chatId: string, message: WireMessage): boolean {
    if (message.can_edit || directionOf(message) !== 'out') return false
    return this.deps.context.state.value.stageTexts.some(
      (said) =>
        said.chatId === chatId &&
        said.text === message.payload.text &&
        Math.abs(said.atMs - message.creation_time) < STAGE_NEARNESS_MS,
    )
  }

  private note(
    wire: WireChat,
    signature: string | null,
    resumeId: string | null,
    messages: readonly WireMessage[],
  ): void {
    const last = messages.at(-1)
    const seen = messages.slice(-SEEN_AT_MOST).map((message): SeenMessage => ({
      id: message.id,
      atMs: message.creation_time,
      direction: directionOf(message),
    }))
    const { context } = this.deps
    const isRecent = context.platformClock.now() - (last?.creation_time ?? 0) < context.tuning.recheckWithinMs
    context.state.changeSoon(({ chats, seen: before }) => ({
      chats: {
        ...chats,
        [wire.id]: {
          signature: signature ?? chats[wire.id]?.signature ?? '',
          resumeId,
          lastMessageId: last?.id ?? null,
          lastAtMs: last?.creation_time ?? wire.creation_time,
        },
      },
      seen: isRecent && isWithCandidate(wire) ? { ...before, [wire.id]: seen } : without(before, wire.id),
    }))
  }

  /** Not ours to see: we left it, or it is gone. Said only of chats that the hub was told of. */
  private async vanished(chatId: string): Asked<ReadSummary> {
    const { state, facts, host } = this.deps.context
    const known = state.value.chats[chatId]
    if (known) {
      const access = state.value.leftChats.includes(chatId) ? 'left' : 'gone'
      const nameless = { clientName: '', avatarFileId: null, subject: null, createdAtMs: known.lastAtMs }
      const client = clientOf(known.resumeId, chatId)
      const chat = facts.get(chatId) ?? { externalId: chatId, clientExternalId: client, ...nameless }
      await host.ingest({ chats: [{ ...chat, access }], messages: [] })
    }
    facts.delete(chatId)
    state.changeSoon(({ chats, seen }) => ({ chats: without(chats, chatId), seen: without(seen, chatId) }))
    return ok(NOTHING)
  }

  private rememberVersion(message: WireMessage): void {
    this.versions.set(message.id, versionOf(message))
    if (this.versions.size <= REMEMBERED_VERSIONS) return
    const [oldest] = this.versions.keys()
    if (oldest !== undefined) this.versions.delete(oldest)
  }
}

function versionOf({ last_change_time: changedAtMs, viewed_by_opponent: isViewed, payload }: WireMessage): string {
  return [changedAtMs ?? '', isViewed, payload.text ?? ''].join('|')
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key))
}
