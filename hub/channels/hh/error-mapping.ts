import type { SendFailure } from '#shared/domain/delivery'

import { parseUrl } from '../../parse-url'
import { failureOfOutcome, failureOfStatus, type Failure } from '../platform/failure'
import type { HttpAnswer, HttpOutcome } from '../platform/http/outcome'
import { parseJson } from '../platform/http/parse'
import { errorBody, type ErrorBody } from './wire/schemas'

/** `null`: a 2xx answer. The one place that knows what an answer of hh.ru means (facts/hh.md §1, §5 and §6). */
export function failureOf(outcome: HttpOutcome): Failure | null {
  return failureOfOutcome(outcome, failureOfAnswer)
}

interface Word {
  readonly type: string
  /** `value` in the older groups, `reason` in the chats. */
  readonly says: string
  readonly captchaUrl: string | null
}

function failureOfAnswer(answer: HttpAnswer): Failure {
  const body = bodyOf(answer.bytes)
  const words = (body?.errors ?? []).map(({ type, value, reason, captcha_url: captchaUrl }): Word => ({
    type,
    says: reason ?? value ?? '',
    captchaUrl: captchaUrl ?? null,
  }))
  for (const word of words) {
    const failure = failureOfWord(word, answer.status)
    if (failure) return failure
  }
  if (answer.status === 403) return { kind: 'forbidden' }
  if (answer.status === 409) return { kind: 'accepted' }
  return failureOfStatus(answer, detailOf(words, body))
}

/** `null`: the status says enough. */
function failureOfWord({ type, says, captchaUrl }: Word, status: number): Failure | null {
  switch (type) {
    case 'oauth':
      return failureOfToken(says)
    case 'api_access_payment':
      return { kind: 'unpaid' }
    case 'captcha_required':
      return { kind: 'captcha', url: captchaUrl === null ? null : withWayBack(captchaUrl) }
    case 'manager_accounts':
    case 'employer_on_additional_check_restricted':
      return { kind: 'forbidden' }
    case 'negotiations':
      return failureOfNegotiation(says)
    case 'forbidden':
      return failureOfChat(says)
    case 'resumes':
      // The day's limit of views: one résumé waits, everything else goes on.
      return { kind: 'invalid', status, detail: `resumes: ${says}` }
    case 'text':
      return { kind: 'declined', reason: says === 'spam_detected' ? 'spam' : 'empty', detail: `text: ${says}` }
    case 'file_upload_ids':
      return says === 'temporary_disabled'
        ? { kind: 'declined', reason: 'fileTypeUnsupported', detail: 'file_upload_ids: temporary_disabled' }
        : null
    case 'conflict':
      return { kind: 'accepted' }
    default:
      return null
  }
}

/** The page wants to know where to send the person afterwards: to the site itself. */
function withWayBack(captchaUrl: string): string | null {
  const url = parseUrl(captchaUrl)
  if (!url) return null
  url.searchParams.set('backurl', url.origin)
  return url.toString()
}

/** Only an expired token is worth a refresh; for the others a person has to consent anew. */
function failureOfToken(says: string): Failure {
  switch (says) {
    case 'token_expired':
      return { kind: 'unauthorised', status: 403 }
    case 'no_scope':
      return { kind: 'forbidden' }
    default:
      return { kind: 'needsAuthorisation', reason: 'revoked' }
  }
}

const CHAT_WORDS = new Map<string, SendFailure | 'windowClosed' | 'contactsClosed'>([
  ['chat_blocked', 'chatReadOnly'],
  ['message_edit_not_allowed', 'windowClosed'],
  ['message_delete_not_allowed', 'windowClosed'],
  ['chat_without_vacancy_forbidden', 'contactsClosed'],
])

function failureOfChat(says: string): Failure {
  const reason = CHAT_WORDS.get(says)
  return reason === undefined ? { kind: 'forbidden' } : { kind: 'declined', reason, detail: says }
}

const NEGOTIATION_WORDS = new Map<string, SendFailure>([
  ['empty_message', 'empty'],
  ['message_cannot_be_empty', 'empty'],
  ['too_long_message', 'tooLong'],
  ['inappropriate_language_message', 'spam'],
  ['resource_policy_violation_message', 'spam'],
  ['in_a_row_limit', 'chatReadOnly'],
  ['overall_limit', 'chatReadOnly'],
  ['limit_exceeded', 'chatReadOnly'],
  ['no_invitation', 'chatReadOnly'],
  ['chat_archived', 'chatReadOnly'],
  ['topic_archived', 'chatReadOnly'],
  ['archived', 'chatReadOnly'],
  ['disabled_by_employer', 'chatReadOnly'],
  ['chat_is_not_ready', 'chatReadOnly'],
  ['resume_not_found', 'chatGone'],
  ['resume_deleted', 'chatGone'],
  ['not_enough_purchased_services', 'tariff'],
])

function failureOfNegotiation(says: string): Failure {
  if (says === 'topic_not_found') return { kind: 'notFound' }
  return { kind: 'declined', reason: NEGOTIATION_WORDS.get(says) ?? 'rejected', detail: says }
}

function detailOf(words: readonly Word[], body: ErrorBody | null): string | null {
  const said = words.map(({ type, says }) => (says === '' ? type : `${type}: ${says}`)).join('; ')
  return said !== '' ? said.slice(0, 300) : (body?.description ?? null)
}

/** `null`: not the documented body; the file store answers with a page. */
function bodyOf(bytes: Uint8Array): ErrorBody | null {
  const parsed = errorBody.safeParse(parseJson(new TextDecoder().decode(bytes)))
  return parsed.success ? parsed.data : null
}
