import type { FileId } from '#shared/domain/ids'
import type { Resume } from '#shared/domain/job-response'

import { parseEach } from '../platform/http/parse'
import type { DriverContext } from '../avito/driver-context'
import { download } from '../platform/downloads'
import type { Failure } from '../platform/failure'
import type { JobsApi } from './jobs-api'
import type { Vacancy } from './wire/map-application'
import { mapResume } from './wire/map-resume'
import { wireVacancy, type WireResume } from './wire/schemas'

const FRESH_MS = 3_600_000
/** Résumés are changed by their owners at any time; an update of the response asks again after this. */
const RESUME_FRESH_MS = 600_000
const REMEMBERED_RESUMES = 200
const MAX_PHOTO_BYTES = 30 * 1024 * 1024
const PER_REQUEST = 100

/** `isFinal` false: could not be had now, ask again later. */
export interface Looked<T> {
  readonly value: T | null
  readonly isFinal: boolean
}

/** What the list of responses does not say itself: vacancies, words of the stages, résumés. Remembered for a while. */
export class Lookups {
  private readonly vacancies = new Map<string, { readonly looked: Looked<Vacancy>; readonly atMs: number }>()
  private readonly resumes = new Map<string, { readonly resume: Resume; readonly atMs: number }>()
  private stages: { readonly titles: ReadonlyMap<string, string>; readonly atMs: number } | null = null

  constructor(
    private readonly context: DriverContext,
    private readonly api: JobsApi,
  ) {}

  /** Asks for all of these at once, so that `vacancy` knows them. */
  async fetchVacancies(ids: readonly string[]): Promise<void> {
    const now = this.context.host.clock.now()
    const missing = [...new Set(ids)].filter((id) => {
      const known = this.vacancies.get(id)
      return !known || !known.looked.isFinal || now - known.atMs >= FRESH_MS
    })
    for (let at = 0; at < missing.length; at += PER_REQUEST) {
      const part = missing.slice(at, at + PER_REQUEST)
      const answer = await this.api.vacancies(part)
      const found = answer.ok ? parseEach(answer.value, wireVacancy).parsed : []
      for (const id of part) {
        const wire = found.find((vacancy) => vacancy.id === id)
        const value = wire
          ? { title: wire.title, url: wire.url ?? null }
          : (this.vacancies.get(id)?.looked.value ?? null)
        this.vacancies.set(id, { looked: { value, isFinal: answer.ok || isFinal(answer.error) }, atMs: now })
      }
    }
  }

  vacancy(id: string): Looked<Vacancy> {
    return this.vacancies.get(id)?.looked ?? { value: null, isFinal: false }
  }

  /** The platform's own words; an unknown slug asks for the list anew, but not for each response. */
  async stageTitle(slug: string): Promise<Looked<string>> {
    const now = this.context.host.clock.now()
    const isOld = !this.stages || now - this.stages.atMs >= FRESH_MS
    const isNew = this.stages && !this.stages.titles.has(slug) && now - this.stages.atMs >= RESUME_FRESH_MS
    let isAsked = true
    if (isOld || isNew) {
      const answer = await this.api.states()
      isAsked = answer.ok || isFinal(answer.error)
      if (answer.ok) {
        const titles = new Map(answer.value.states.map((state) => [state.slug, state.description]))
        this.stages = { titles, atMs: now }
      }
    }
    const value = this.stages?.titles.get(slug) || null
    return { value, isFinal: isAsked || value !== null }
  }

  knownResume(id: string): Resume | null {
    const known = this.resumes.get(id)
    return known && this.context.host.clock.now() - known.atMs < RESUME_FRESH_MS ? known.resume : null
  }

  async resume(id: string): Promise<Looked<Resume>> {
    const known = this.knownResume(id)
    if (known) return { value: known, isFinal: true }
    const answer = await this.api.resume(id)
    if (!answer.ok) return { value: null, isFinal: isFinal(answer.error) }
    const photos = await this.photos(answer.value)
    const resume = mapResume(answer.value, photos.ids)
    if (photos.isComplete) this.remember(id, resume)
    return { value: resume, isFinal: photos.isComplete }
  }

  private async photos(wire: WireResume): Promise<{ readonly ids: readonly FileId[]; readonly isComplete: boolean }> {
    const { host, tuning, perform } = this.context
    const limits = { timeoutMs: tuning.downloadTimeoutMs, maxBytes: MAX_PHOTO_BYTES }
    const ids: FileId[] = []
    let isComplete = true
    for (const { url } of wire.photos ?? []) {
      const file = await download(perform, url, limits)
      if (file.ok && file.value.mimeType.startsWith('image/')) {
        const kept = await host.saveFile(file.value.bytes, file.value.mimeType, null)
        if (kept === null) isComplete = false
        else ids.push(kept)
      } else if (!file.ok && file.error === 'retry') isComplete = false
    }
    return { ids, isComplete }
  }

  private remember(id: string, resume: Resume): void {
    this.resumes.set(id, { resume, atMs: this.context.host.clock.now() })
    if (this.resumes.size <= REMEMBERED_RESUMES) return
    const [oldest] = this.resumes.keys()
    if (oldest !== undefined) this.resumes.delete(oldest)
  }
}

/** Would the same question get the same answer? */
function isFinal({ kind }: Failure): boolean {
  return kind === 'notFound' || kind === 'forbidden' || kind === 'tariff' || kind === 'invalid'
}
