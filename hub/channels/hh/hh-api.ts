import type { z } from 'zod'

import type { ApiClient, Priority } from '../platform/api-client'
import type { Asked } from '../platform/failure'
import {
  anyAnswer,
  chatAnswer,
  collectionsAnswer,
  conditionsAnswer,
  meAnswer,
  pageAnswer,
  participantsAnswer,
  sentAnswer,
  startedAnswer,
  subscriptionsAnswer,
  templateAnswer,
  uploadLinkAnswer,
  uploadedAnswer,
  wireResume,
  wireTopic,
  wireVacancy,
} from './wire/schemas'

export const CHATS_PER_PAGE = 20
export const LAST_CHATS_PAGE = 50
export const MESSAGES_PER_PAGE = 50
const PER_PAGE = 50

/** What the webhook tells of (facts/hh.md §7): responses and invitations, stages, messages. */
const HOOK_ACTIONS = [
  { type: 'NEW_RESPONSE_OR_INVITATION_VACANCY', settings: { vacancies_only_mine: true } },
  { type: 'NEGOTIATION_EMPLOYER_STATE_CHANGE', settings: { vacancies_only_mine: true } },
  { type: 'CHAT_MESSAGE_CREATED' },
] as const

/** The methods of facts/hh.md that Otklik uses. */
export class HhApi {
  constructor(
    private readonly client: ApiClient,
    private readonly apiUrl: string,
  ) {}

  me(): Asked<z.output<typeof meAnswer>> {
    return this.get('/me', meAnswer)
  }

  vacancies(account: { employerId: string; managerId: string }, page: number) {
    const query = new URLSearchParams({ page: String(page), per_page: String(PER_PAGE), manager_id: account.managerId })
    return this.get(`/employers/${encode(account.employerId)}/vacancies/active?${query.toString()}`, pageAnswer)
  }

  vacancy(id: string) {
    return this.get(`/vacancies/${encode(id)}`, wireVacancy)
  }

  /** `resume_id` stands alone (§3). */
  invitables(employerId: string, resumeId: string) {
    const query = new URLSearchParams({ resume_id: resumeId })
    const path = `/employers/${encode(employerId)}/vacancies/active?${query.toString()}`
    return this.get(path, pageAnswer, 'interactive')
  }

  collections(vacancyId: string) {
    return this.get(`/negotiations?vacancy_id=${encode(vacancyId)}`, collectionsAnswer)
  }

  /** `url` as the platform gave it; `order` one that the collection names, or its own. */
  topicsIn(url: string, order: string | null, page: number) {
    const path = this.pathOf(url)
    const joint = path.includes('?') ? '&' : '?'
    const query = new URLSearchParams({
      ...(order === null ? {} : { order_by: order }),
      page: String(page),
      per_page: String(PER_PAGE),
    })
    return this.get(`${path}${joint}${query.toString()}`, pageAnswer)
  }

  topic(id: string, priority: Priority = 'background') {
    return this.get(`/negotiations/${encode(id)}`, wireTopic, priority)
  }

  /** A response without a letter has no message to mark. */
  markTopicRead(id: string) {
    const form = () => new URLSearchParams({ topic_id: id })
    return this.client.call({ method: 'POST', path: '/negotiations/read', form, priority: 'interactive' }, anyAnswer)
  }

  /** An action of a response or vacancy, by its own address and method; its answer has no body, or a page. */
  act(action: { readonly url: string; readonly method: string }, fields: Readonly<Record<string, string>>) {
    const method = action.method === 'POST' ? 'POST' : 'PUT'
    const form = () => new URLSearchParams(fields)
    return this.client.callBlind({ method, path: this.pathOf(action.url), form, priority: 'interactive' })
  }

  template(url: string) {
    const call = { method: 'GET', path: this.pathOf(url), priority: 'interactive', isOptional: true } as const
    return this.client.call(call, templateAnswer)
  }

  resume(id: string, priority: Priority = 'background') {
    const call = { method: 'GET', path: `/resumes/${encode(id)}`, priority, isOptional: true } as const
    return this.client.call(call, wireResume)
  }

  chats(page: number, filter: Readonly<Record<string, string>> = {}, priority: Priority = 'background') {
    const query = new URLSearchParams({ page: String(page), per_page: String(CHATS_PER_PAGE), ...filter })
    return this.get(`/common/chats?${query.toString()}`, pageAnswer, priority)
  }

  /** From the newest back, or from `startId` (inclusive) back. */
  messages(chatId: string, startId: string | null, priority: Priority = 'background') {
    const query = new URLSearchParams({
      order: 'prev',
      limit: String(MESSAGES_PER_PAGE),
      ...(startId === null ? {} : { start_message_id: startId }),
    })
    return this.get(`${chatPath(chatId)}/messages?${query.toString()}`, chatAnswer, priority)
  }

  participants(chatId: string, priority: Priority = 'background') {
    return this.get(`${chatPath(chatId)}/participants`, participantsAnswer, priority)
  }

  send(chatId: string, json: Readonly<Record<string, unknown>>) {
    const path = `${chatPath(chatId)}/messages`
    return this.client.call({ method: 'POST', path, json, priority: 'interactive' }, sentAnswer)
  }

  edit(chatId: string, messageId: string, text: string) {
    const path = `${chatPath(chatId)}/messages/${encode(messageId)}`
    return this.client.callDated({ method: 'PUT', path, json: { text }, priority: 'interactive' })
  }

  deleteMessage(chatId: string, messageId: string) {
    const path = `${chatPath(chatId)}/messages/${encode(messageId)}`
    return this.client.call({ method: 'DELETE', path, priority: 'interactive' }, anyAnswer)
  }

  markRead(chatId: string, messageId: string) {
    return this.put(`${chatPath(chatId)}/message/${encode(messageId)}/read`)
  }

  leave(chatId: string) {
    return this.put(`${chatPath(chatId)}/leave`)
  }

  letWrite(chatId: string, isAllowed: boolean) {
    return this.put(`${chatPath(chatId)}/write_possibility?applicant_write_possibility=${String(isAllowed)}`)
  }

  startChat(resumeId: string, text: string) {
    const json = { resume_hash: resumeId, first_message: text }
    const path = '/common/chats/without_vacancy'
    return this.client.call({ method: 'POST', path, json, priority: 'interactive' }, startedAnswer)
  }

  conditions() {
    return this.get('/common/chats/files/conditions', conditionsAnswer, 'interactive')
  }

  /** To an address that the platform gave, with the same token; an answer that is no JSON is a refusal's page. */
  upload(url: string, form: () => FormData, timeoutMs: number) {
    const call = { method: 'POST', url, path: '', form, priority: 'interactive', timeoutMs, isOptional: true } as const
    return this.client.call(call, uploadedAnswer)
  }

  uploadLink() {
    const path = '/common/chats/files/upload_links'
    return this.client.call({ method: 'POST', path, priority: 'interactive' }, uploadLinkAnswer)
  }

  hooks() {
    return this.get('/webhook/subscriptions', subscriptionsAnswer)
  }

  subscribe(url: string) {
    const json = { url, actions: HOOK_ACTIONS }
    return this.client.call(
      { method: 'POST', path: '/webhook/subscriptions', json, priority: 'background' },
      sentAnswer,
    )
  }

  /** One address per user and application (§7): an older one is moved, not added to. */
  moveHook(id: string, url: string) {
    const json = { url, actions: HOOK_ACTIONS }
    const path = `/webhook/subscriptions/${encode(id)}`
    return this.client.call({ method: 'PUT', path, json, priority: 'background' }, anyAnswer)
  }

  unsubscribe(id: string) {
    const path = `/webhook/subscriptions/${encode(id)}`
    return this.client.call({ method: 'DELETE', path, priority: 'background' }, anyAnswer)
  }

  private get<T>(path: string, schema: z.ZodType<T>, priority: Priority = 'background'): Asked<T> {
    return this.client.call({ method: 'GET', path, priority }, schema)
  }

  private put(path: string, json?: unknown) {
    return this.client.call({ method: 'PUT', path, json, priority: 'interactive' }, anyAnswer)
  }

  /** Addresses that the platform gives: the token goes to the API alone, whatever stands before the path. */
  private pathOf(url: string): string {
    const { pathname, search } = new URL(url, this.apiUrl)
    return `${pathname}${search}`
  }
}

function chatPath(chatId: string): string {
  return `/common/chats/${encode(chatId)}`
}

function encode(part: string): string {
  return encodeURIComponent(part)
}
