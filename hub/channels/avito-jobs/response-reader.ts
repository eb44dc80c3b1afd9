import { err, ok, type Result } from '#shared/lib/result'

import { parseEach } from '../platform/http/parse'
import type { DriverContext } from '../avito/driver-context'
import { announcementOf } from '../platform/announcement'
import type { Failure } from '../platform/failure'
import type { StateStore } from '../platform/state-store'
import type { ChannelHost } from '../channel'
import type { JobsTuning } from './config'
import type { JobsApi } from './jobs-api'
import type { JobsState } from './jobs-state'
import type { Lookups } from './lookups'
import { chatIdOf, chatOfResponse, mapResponse, resumeIdOf } from './wire/map-application'
import { wireApplication, type WireApplication } from './wire/schemas'

/** Of a hundred that could be asked for at once: each needs requests of its own, and news must not wait for them. */
const AT_ONCE = 25

export interface ResponseReaderDeps {
  readonly context: DriverContext
  readonly host: ChannelHost
  readonly tuning: JobsTuning
  readonly api: JobsApi
  readonly state: StateStore<JobsState>
  readonly lookups: Lookups
  /** Brings the conversation of a response up to date. */
  readonly readChat: (chatId: string) => Promise<void>
}

/** Reads responses that are known to be new or changed, and hands them to the hub. */
export class ResponseReader {
  /** Said to have changed while they were being read: read once more. */
  private readonly changed = new Set<string>()

  constructor(private readonly deps: ResponseReaderDeps) {}

  noteChange(applicationId: string): void {
    this.changed.add(applicationId)
  }

  /** The first of what is noted down to be read. Answers the time of the newest response that is news. */
  async readSome(): Promise<Result<number | null, Failure>> {
    const { state, api, context, lookups } = this.deps
    const batch = state.value.wanted.slice(0, AT_ONCE)
    if (batch.length === 0) return ok(null)
    for (const id of batch) this.changed.delete(id)
    const answer = await api.applications(batch)
    if (!answer.ok) return err(answer.error)
    const { parsed, failed } = parseEach(answer.value.applies, wireApplication)
    if (failed.length > 0)
      context.logger.error('Responses of an unexpected form were skipped', { count: failed.length })
    await lookups.fetchVacancies(parsed.map((application) => application.vacancy_id))
    const incomplete = new Set(batch.filter((id) => !parsed.some((application) => application.id === id)))
    let newestAtMs: number | null = null
    for (const application of parsed.toSorted((a, b) => a.created_at - b.created_at)) {
      if (!(await this.handOver(application))) incomplete.add(application.id)
      if (!this.isBackfill(application)) newestAtMs = Math.max(newestAtMs ?? 0, application.created_at)
    }
    const done = new Set(batch)
    await state.change(({ wanted, known, retries }) => ({
      wanted: wanted.filter((id) => !done.has(id) || this.changed.has(id)),
      known: { ...known, ...Object.fromEntries(parsed.map(({ id, updated_at: updatedAtMs }) => [id, updatedAtMs])) },
      retries: this.retriesAfter(retries, done, incomplete),
    }))
    return ok(newestAtMs)
  }

  /** Answers whether nothing is missing. */
  private async handOver(application: WireApplication): Promise<boolean> {
    const { state, lookups, readChat } = this.deps
    const known = state.value.known[application.id]
    if (known !== undefined && known > application.updated_at) return true
    const resumeId = resumeIdOf(application)
    const remembered = resumeId === null ? null : lookups.knownResume(resumeId)
    const chatId = chatIdOf(application)
    // In a conversation that goes on, what is written there tells whether the response is more than a click.
    const isOldChat = chatId !== null && this.deps.context.state.value.chats[chatId] !== undefined
    if (isOldChat) await readChat(chatId)
    // At once with what is here; the résumé follows.
    const isWhole = await this.ingest(application, remembered)
    if (chatId !== null && !isOldChat) await readChat(chatId)
    if (resumeId === null || remembered) return isWhole
    const resume = await lookups.resume(resumeId)
    if (resume.value) await this.ingest(application, resume.value)
    return isWhole && resume.isFinal
  }

  private async ingest(
    application: WireApplication,
    resume: Parameters<typeof mapResponse>[1]['resume'],
  ): Promise<boolean> {
    const { lookups, host } = this.deps
    const vacancy = lookups.vacancy(application.vacancy_id)
    const stage = await lookups.stageTitle(application.state)
    const details = { vacancy: vacancy.value ?? this.vacancyOfChat(application), stageTitle: stage.value, resume }
    const response = mapResponse(application, details)
    const chat = chatOfResponse(application, response)
    const announcement = announcementOf(chat, response, this.isBackfill(application))
    await host.ingest({ chats: [chat], messages: [announcement] })
    return vacancy.isFinal && stage.isFinal
  }

  /** The messenger names the ad too. */
  private vacancyOfChat(application: WireApplication) {
    const subject = this.deps.context.facts.get(chatIdOf(application) ?? '')?.chat.subject
    return { title: subject?.title ?? '', url: subject?.url ?? null }
  }

  private isBackfill({ created_at: createdAtMs }: WireApplication): boolean {
    // Whole seconds on the wire: a response in the second of connecting counts as new.
    return createdAtMs + 1000 <= this.deps.state.value.connectedAtMs
  }

  private retriesAfter(
    retries: JobsState['retries'],
    done: ReadonlySet<string>,
    incomplete: ReadonlySet<string>,
  ): JobsState['retries'] {
    const { tuning, context, host } = this.deps
    const again = [...incomplete].flatMap((id) => {
      const tries = retries.find((retry) => retry.id === id)?.tries ?? 0
      const delayMs = tuning.detailRetryMs[tries]
      if (delayMs !== undefined) return [{ id, tries: tries + 1, nextAtMs: host.clock.now() + delayMs }]
      context.logger.warn('A response stays incomplete', { tries })
      return []
    })
    return [...retries.filter(({ id }) => !done.has(id)), ...again]
  }
}
