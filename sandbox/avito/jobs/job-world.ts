import { randomBytes, randomUUID } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'
import { Emitter } from '#shared/lib/emitter'

import { notFound } from '../api-error'
import type { SandboxItem } from '../model'
import type { SandboxApplication, SandboxResume, SandboxVacancy } from './model'

type NewApplication = Omit<SandboxApplication, 'id' | 'applicantId' | 'createdAtMs' | 'updatedAtMs'> & {
  readonly applicantId?: string
  readonly createdAtMs?: number
}
type ApplicationPatch = Partial<
  Pick<
    SandboxApplication,
    'state' | 'isViewed' | 'resumeId' | 'name' | 'fullName' | 'phones' | 'chat' | 'prevalidation'
  >
>

/** Vacancies, résumés and responses of the one account. Knows nothing of HTTP. */
export class JobWorld {
  /** Created or updated, which the platform's webhook does not tell apart. */
  readonly applicationChanged = new Emitter<SandboxApplication>((error) => {
    throw error
  })
  private readonly vacancies = new Map<number, SandboxVacancy>()
  private readonly resumes = new Map<string, SandboxResume>()
  private readonly applications = new Map<string, SandboxApplication>()
  private nextResume = 2_220_000

  constructor(private readonly clock: Clock) {}

  addVacancy(item: SandboxItem, details: { description: string; salary: number | null }): SandboxVacancy {
    const vacancy = { uuid: randomUUID(), item, ...details, createdAtMs: this.clock.now() }
    this.vacancies.set(item.id, vacancy)
    return vacancy
  }

  vacancy(id: number): SandboxVacancy | null {
    return this.vacancies.get(id) ?? null
  }

  allVacancies(): SandboxVacancy[] {
    return [...this.vacancies.values()]
  }

  vacancyByTitle(title: string): SandboxVacancy | null {
    return this.allVacancies().find(({ item }) => item.title === title) ?? null
  }

  addResume(resume: Omit<SandboxResume, 'id'>): SandboxResume {
    this.nextResume += 1
    const added = { ...resume, id: String(this.nextResume) }
    this.resumes.set(added.id, added)
    return added
  }

  resume(id: string): SandboxResume | null {
    return this.resumes.get(id) ?? null
  }

  allResumes(): SandboxResume[] {
    return [...this.resumes.values()].reverse()
  }

  hasResponseWith(resumeId: string): boolean {
    return [...this.applications.values()].some((application) => application.resumeId === resumeId)
  }

  addApplication({ applicantId, createdAtMs, ...rest }: NewApplication): SandboxApplication {
    const now = createdAtMs ?? this.clock.now()
    const application: SandboxApplication = {
      ...rest,
      id: randomBytes(12).toString('hex'),
      applicantId: applicantId ?? randomUUID(),
      createdAtMs: now,
      updatedAtMs: now,
    }
    this.applications.set(application.id, application)
    this.applicationChanged.emit(application)
    return application
  }

  application(id: string): SandboxApplication {
    const found = this.applications.get(id)
    if (!found) throw notFound('Application')
    return found
  }

  find(ids: readonly string[]): SandboxApplication[] {
    return ids.flatMap((id) => this.applications.get(id) ?? [])
  }

  /** The newest created first, of one moment the later one. */
  newestFirst(): SandboxApplication[] {
    return [...this.applications.values()].reverse().sort((a, b) => b.createdAtMs - a.createdAtMs)
  }

  update(application: SandboxApplication, patch: ApplicationPatch): void {
    Object.assign(application, patch)
    application.updatedAtMs = this.clock.now()
    this.applicationChanged.emit(application)
  }

  /** The one change of which no webhook tells (facts §1). */
  setEmployee(application: SandboxApplication, employeeId: number | null): void {
    application.employeeId = employeeId
    application.updatedAtMs = this.clock.now()
  }
}
