import type { JobResponse, Resume } from '#shared/domain/job-response'

import { normalisePhone } from '../../../clients/normalise-phone'
import type { IngestedChat } from '../../channel'
import { RESPONSE_PREFIX } from '../../platform/announcement'
import { clientOf } from './map-chat'
import type { WireResume, WireShortResume, WireTopic } from './schemas'

export interface VacancyWords {
  readonly externalId: string
  readonly title: string
  readonly url: string | null
}

export interface ResponseDetails {
  readonly vacancy: VacancyWords
  /** `null`: hidden, deleted, not paid for or not here yet. */
  readonly wireResume: WireResume | null
  readonly resume: Resume | null
}

/** The platform names its parts in Russian, too. */
const SURVEY = 'Опрос чат-бота'

/** Changes whenever something of the response changed that the list shows. */
export function versionOf(topic: WireTopic): string {
  const { updated_at: updatedAtMs, state, employer_state: stage, messaging_status: status, resume } = topic
  return [updatedAtMs, state?.id ?? '', stage.id, status ?? '', resume?.id ?? ''].join('|')
}

export function mapResponse(topic: WireTopic, { vacancy, wireResume, resume }: ResponseDetails): JobResponse {
  const survey = topic.chat_bot?.auto_survey?.text ?? ''
  return {
    externalId: topic.id,
    vacancy,
    fullName: fullNameOf(wireResume) || fullNameOf(topic.resume ?? null),
    position: resume?.title || topic.resume?.title || null,
    phones: phonesOf(wireResume),
    respondedAtMs: topic.created_at,
    how: topic.source === 'PHONE_CALL' ? 'phone' : 'chat',
    stage: stageOf(topic),
    answers: survey === '' ? [] : [{ label: SURVEY, value: survey }],
    resume,
  }
}

/** The conversation of a response, or its stand-in where there is none. */
export function chatOfResponse(
  topic: WireTopic,
  response: JobResponse,
  known: IngestedChat | null,
  isInvited: boolean,
): IngestedChat {
  const { vacancy } = response
  const externalId = topic.chat_id ?? `${RESPONSE_PREFIX}${topic.id}`
  const subject = { kind: 'vacancy', title: vacancy.title, price: null, url: vacancy.url, imageUrl: null } as const
  return {
    avatarFileId: null,
    createdAtMs: topic.created_at,
    access: topic.chat_id == null ? 'noChat' : 'open',
    ...known,
    externalId,
    clientExternalId: clientOf(topic.resume?.id ?? null, externalId),
    clientName: response.fullName !== '' ? response.fullName : (known?.clientName ?? ''),
    subject: vacancy.title === '' ? (known?.subject ?? null) : subject,
    isWithoutVacancy: false,
    // Which side began is not told of every response; of those that the platform or we began it is known.
    reach: isInvited || topic.source === 'AUTO_INVITE' ? 'invited' : 'responded',
    response,
  }
}

/** The employer's own funnel names its stages more closely. */
function stageOf({ employer_state: stage, funnel_stage: own }: WireTopic): JobResponse['stage'] {
  const title = [own?.substate?.name, own?.state?.name, stage.name].find((name) => name !== undefined && name !== '')
  return { slug: stage.id, title: title ?? stage.id }
}

type Named = Pick<WireShortResume, 'first_name' | 'last_name' | 'middle_name'>

export function fullNameOf(resume: Named | null): string {
  const parts = resume ? [resume.last_name, resume.first_name, resume.middle_name] : []
  return parts.flatMap((part) => part?.trim() || []).join(' ')
}

export function phonesOf(resume: Pick<WireResume, 'contact'> | null): readonly string[] {
  const phones = (resume?.contact ?? [])
    .filter(({ kind, type }) => kind === 'phone' || (kind == null && type?.id !== 'email'))
    .toSorted((a, b) => Number(b.preferred) - Number(a.preferred))
    .flatMap(({ contact_value: value }) => value?.trim() || [])
  return [...new Set(phones.map((value) => normalisePhone(value) ?? value))]
}
