import { ok } from '#shared/lib/result'

import { announcementOf } from '../platform/announcement'
import type { Asked } from '../platform/failure'
import { parseEach } from '../platform/http/parse'
import type { ChatReader } from './chat-reader'
import { isHistory, type HhContext } from './driver-context'
import type { DriverState } from './driver-state'
import type { Looked, Resumes } from './resumes'
import { chatOfResponse, mapResponse, versionOf, type VacancyWords } from './wire/map-response'
import { wireTopic, type WireCollection, type WireTopic, type WireVacancy } from './wire/schemas'

const TRIES_AT_MOST = 40
const BY_UPDATE = 'updated_at'

export interface ResponseReaderDeps {
  readonly context: HhContext
  readonly resumes: Resumes
  readonly chats: ChatReader
}

/** What one look at responses brought: the newest that is news, by chat. */
export interface ResponseNews {
  readonly chatId: string
  readonly atMs: number
}

/** Reads the responses of vacancies, and hands over those that are new or changed (facts/hh.md §4). */
export class ResponseReader {
  constructor(private readonly deps: ResponseReaderDeps) {}

  /** All collections of a vacancy. Until it was read to its end once, nothing in it is taken for known. */
  async readVacancy(vacancy: VacancyWords, signature: string | null): Asked<readonly ResponseNews[]> {
    const { api, state } = this.deps.context
    const answer = await api.collections(vacancy.externalId)
    if (!answer.ok) return answer.error.kind === 'notFound' ? ok([]) : answer
    const isWhole = state.value.vacancies[vacancy.externalId] !== undefined
    const news: ResponseNews[] = []
    for (const { sub_collections: subs, ...root } of answer.value.collections) {
      for (const collection of [root, ...(subs ?? [])]) {
        const read = await this.readCollection(collection, vacancy, isWhole)
        if (!read.ok) return read
        news.push(...read.value)
      }
    }
    await state.change(({ vacancies }) => ({
      vacancies: { ...vacancies, [vacancy.externalId]: signature ?? vacancies[vacancy.externalId] ?? '' },
    }))
    return ok(news)
  }

  async readTopic(id: string): Asked<ResponseNews | null> {
    const { api, logger } = this.deps.context
    const answer = await api.topic(id)
    if (!answer.ok) return answer.error.kind === 'notFound' ? ok(null) : answer
    const { vacancy } = answer.value
    if (!vacancy) {
      logger.warn('A response without its vacancy was left out')
      return ok(null)
    }
    return this.handOver(answer.value, wordsOf(vacancy))
  }

  private async readCollection(
    collection: WireCollection,
    vacancy: VacancyWords,
    isWhole: boolean,
  ): Asked<readonly ResponseNews[]> {
    const news: ResponseNews[] = []
    // What a collection can be ordered by differs (§4). Without it every page has to be looked at.
    const order = collection.order_types?.find(({ id }) => id === BY_UPDATE)?.id ?? null
    for (let page = 0, pages = 1; page < pages; page += 1) {
      const answer = await this.deps.context.api.topicsIn(collection.url, order, page)
      // Gone since it was named.
      if (!answer.ok) return answer.error.kind === 'notFound' ? ok(news) : answer
      const { parsed, failed } = parseEach(answer.value.items, wireTopic)
      if (failed.length > 0)
        this.deps.context.logger.error('Responses of an unexpected form were skipped', { count: failed.length })
      const changed = parsed.filter((topic) => this.knownVersion(vacancy.externalId, topic.id) !== versionOf(topic))
      for (const topic of changed.toReversed()) {
        const told = await this.handOver(topic, vacancy)
        if (!told.ok) return told
        if (told.value) news.push(told.value)
      }
      // The latest changes come first: behind a page without any there is none.
      if (isWhole && order !== null && changed.length === 0) break
      pages = answer.value.pages
    }
    return ok(news)
  }

  private async handOver(topic: WireTopic, vacancy: VacancyWords): Asked<ResponseNews | null> {
    const { context, chats } = this.deps
    const { state, host, facts } = context
    const chatId = topic.chat_id ?? null
    const isNew = this.knownVersion(vacancy.externalId, topic.id) === null
    // What is known of a conversation that goes on is not thrown over by its response.
    if (chatId !== null && state.value.chats[chatId] !== undefined && !facts.has(chatId)) {
      const read = await chats.read(chatId, null)
      if (!read.ok) return read
    }
    const isWaiting = state.value.retries.some(({ id }) => id === topic.id)
    const looked = isNew || isWaiting ? await this.lookAt(topic) : null
    const found = looked === 'later' ? null : looked
    const response = mapResponse(topic, { vacancy, wireResume: found?.wire ?? null, resume: found?.resume ?? null })
    const isInvited = state.value.attempts.some(
      ({ kind, subject }) => kind === 'invite' && subject === `${vacancy.externalId}:${topic.resume?.id ?? ''}`,
    )
    const known = chatId === null ? null : (facts.get(chatId) ?? null)
    const chat = chatOfResponse(topic, response, known, isInvited)
    const isPast = isHistory(context, topic.created_at)
    // Whom we have invited has not responded: there is nothing to announce until the person says something.
    await host.ingest({ chats: [chat], messages: isInvited ? [] : [announcementOf(chat, response, isPast)] })
    if (chatId !== null) facts.set(chatId, chat)
    await this.note(topic, vacancy, looked)
    if (chatId !== null && isNew) {
      const read = await chats.read(chatId, null)
      // Colleagues' conversations are not ours to read (§6); the response itself is here.
      if (!read.ok) return read
    }
    return ok(isNew && !isPast && !isInvited ? { chatId: chat.externalId, atMs: topic.created_at } : null)
  }

  private async lookAt({ resume }: WireTopic): Promise<Looked> {
    return resume ? this.deps.resumes.look(resume.id) : null
  }

  private async note(topic: WireTopic, vacancy: VacancyWords, looked: Looked): Promise<void> {
    const { state } = this.deps.context
    const entry = { id: topic.id, chatId: topic.chat_id ?? null, version: versionOf(topic) }
    await state.change(({ topics, retries }) => ({
      topics: {
        ...topics,
        [vacancy.externalId]: [...(topics[vacancy.externalId] ?? []).filter(({ id }) => id !== topic.id), entry],
      },
      retries: this.retriesAfter(topic.id, retries, looked),
    }))
  }

  private retriesAfter(id: string, retries: DriverState['retries'], looked: Looked): DriverState['retries'] {
    const { tuning, host, logger } = this.deps.context
    const others = retries.filter((retry) => retry.id !== id)
    if (looked !== 'later') return others
    const tries = retries.find((retry) => retry.id === id)?.tries ?? 0
    if (tries >= TRIES_AT_MOST) {
      logger.warn('A response stays without its résumé', { tries })
      return others
    }
    const delays = tuning.detailRetryMs
    const nextAtMs = host.clock.now() + (delays[Math.min(tries, delays.length - 1)] ?? 0)
    return [...others, { id, tries: tries + 1, nextAtMs }]
  }

  private knownVersion(vacancyId: string, topicId: string): string | null {
    return this.deps.context.state.value.topics[vacancyId]?.find(({ id }) => id === topicId)?.version ?? null
  }
}

export function wordsOf({ id, name, alternate_url: url }: WireVacancy): VacancyWords {
  return { externalId: id, title: name, url: url ?? null }
}
