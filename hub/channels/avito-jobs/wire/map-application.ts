import type { JobResponse, Resume } from '#shared/domain/job-response'

import { normalisePhone } from '../../../clients/normalise-phone'
import type { IngestedChat } from '../../channel'
import { RESPONSE_PREFIX } from '../../platform/announcement'
import type { WireApplication } from './schemas'

export interface Vacancy {
  readonly title: string
  readonly url: string | null
}

/** What is looked up beside the application itself. */
export interface ResponseDetails {
  readonly vacancy: Vacancy
  readonly stageTitle: string | null
  readonly resume: Resume | null
}

/** Under this name the hub knows a response that has no conversation. */
function phoneChatId(applicationId: string): string {
  return `${RESPONSE_PREFIX}${applicationId}`
}

/** `null`: a conversation of the messenger. */
export function applicationOfPhoneChat(chatExternalId: string): string | null {
  return chatExternalId.startsWith(RESPONSE_PREFIX) ? chatExternalId.slice(RESPONSE_PREFIX.length) : null
}

export function chatIdOf(application: WireApplication): string | null {
  return application.contacts?.chat?.value || null
}

export function resumeIdOf({ applicant }: WireApplication): string | null {
  const id = applicant?.resume_id
  return id === null || id === undefined || id === '' ? null : String(id)
}

export function mapResponse(application: WireApplication, details: ResponseDetails): JobResponse {
  const { id, vacancy_id: vacancyId, state, created_at: respondedAtMs, prevalidation, type } = application
  const { vacancy, stageTitle, resume } = details
  return {
    externalId: id,
    vacancy: { externalId: vacancyId, ...vacancy },
    fullName: fullNameOf(application),
    position: resume && resume.title !== '' ? resume.title : null,
    phones: phonesOf(application),
    respondedAtMs,
    how: type === 'by_phone' ? 'phone' : 'chat',
    stage: state === '' ? null : { slug: state, title: stageTitle ?? state },
    answers: (prevalidation?.summary ?? []).flatMap(({ label, value }) =>
      label && value !== null && value !== undefined ? [{ label, value }] : [],
    ),
    resume,
  }
}

/** The conversation of a response, or its stand-in where there is none. */
export function chatOfResponse(application: WireApplication, response: JobResponse): IngestedChat {
  const chatId = chatIdOf(application)
  return {
    externalId: chatId ?? phoneChatId(application.id),
    clientExternalId: `applicant:${application.applicant?.id ?? application.id}`,
    clientName: response.fullName,
    avatarFileId: null,
    subject:
      response.vacancy.title === ''
        ? null
        : { kind: 'vacancy', title: response.vacancy.title, price: null, url: response.vacancy.url, imageUrl: null },
    createdAtMs: response.respondedAtMs,
    access: chatId === null ? 'noChat' : 'open',
    response,
  }
}

function fullNameOf({ applicant }: WireApplication): string {
  const full = applicant?.data?.full_name
  const parts = full ? [full.last_name, full.first_name, full.patronymic] : []
  const joined = parts.flatMap((part) => part?.trim() || []).join(' ')
  return joined !== '' ? joined : (applicant?.data?.name?.trim() ?? '')
}

function phonesOf({ contacts }: WireApplication): readonly string[] {
  const values = (contacts?.phones ?? []).flatMap(({ value }) => value ?? []).map((value) => String(value).trim())
  return [...new Set(values.filter((value) => value !== '').map((value) => normalisePhone(value) ?? value))]
}
