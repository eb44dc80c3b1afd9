import type { z } from 'zod'

import { err, type Result } from '#shared/lib/result'

import type { AvitoTuning } from './config'
import { failureOf, type Failure } from './error-mapping'
import type { HttpOutcome, HttpRequest } from './http/outcome'
import { parseAnswer } from './http/parse'
import type { RateLimiter } from './rate-limiter'
import type { TokenKeeper } from './tokens'
import {
  accountAnswer,
  anyAnswer,
  chatsAnswer,
  messagesAnswer,
  sentAnswer,
  subscriptionsAnswer,
  uploadAnswer,
  voicesAnswer,
  wireChat,
} from './wire/schemas'

export type Priority = 'interactive' | 'background'
type Answer<T> = Promise<Result<T, Failure>>

interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly json?: unknown
  readonly form?: () => FormData
  readonly priority: Priority
  readonly timeoutMs?: number
}

export interface ApiDeps {
  readonly apiUrl: string
  readonly tokens: TokenKeeper
  readonly limiter: RateLimiter
  readonly tuning: AvitoTuning
  readonly perform: (request: HttpRequest) => Promise<HttpOutcome>
  readonly onFailure: (failure: Failure) => void
}

const ALL_TYPES = 'u2i,u2u,a2u'
export const CHATS_PER_PAGE = 100
export const MAX_OFFSET = 1000

/** The methods of the facts file, section 3, by row. Every call carries a token and is counted against the limit. */
export class AvitoApi {
  constructor(private readonly deps: ApiDeps) {}

  account(): Answer<z.output<typeof accountAnswer>> {
    return this.call({ method: 'GET', path: '/core/v1/accounts/self', priority: 'background' }, accountAnswer)
  }

  chats(user: number, offset: number, limit = CHATS_PER_PAGE) {
    const query = new URLSearchParams({ chat_types: ALL_TYPES, limit: String(limit), offset: String(offset) })
    return this.call(
      {
        method: 'GET',
        path: `/messenger/v2/accounts/${String(user)}/chats?${query.toString()}`,
        priority: 'background',
      },
      chatsAnswer,
    )
  }

  chat(user: number, chatId: string, priority: Priority = 'background') {
    return this.call(
      { method: 'GET', path: `/messenger/v2/accounts/${String(user)}/chats/${encodeURIComponent(chatId)}`, priority },
      wireChat,
    )
  }

  messages(user: number, chatId: string, page: { limit: number; offset: number }, priority: Priority = 'background') {
    const query = new URLSearchParams({ limit: String(page.limit), offset: String(page.offset) })
    const path = `/messenger/v3/accounts/${String(user)}/chats/${encodeURIComponent(chatId)}/messages/?${query.toString()}`
    return this.call({ method: 'GET', path, priority }, messagesAnswer)
  }

  sendText(user: number, chatId: string, text: string) {
    const json = { type: 'text', message: { text } }
    return this.call(
      { method: 'POST', path: this.chatPath(user, chatId, '/messages'), json, priority: 'interactive' },
      sentAnswer,
    )
  }

  uploadImage(user: number, form: () => FormData) {
    const path = `/messenger/v1/accounts/${String(user)}/uploadImages`
    return this.call(
      { method: 'POST', path, form, priority: 'interactive', timeoutMs: this.deps.tuning.uploadTimeoutMs },
      uploadAnswer,
    )
  }

  sendImage(user: number, chatId: string, imageId: string) {
    const json = { image_id: imageId }
    return this.call(
      { method: 'POST', path: this.chatPath(user, chatId, '/messages/image'), json, priority: 'interactive' },
      sentAnswer,
    )
  }

  deleteMessage(user: number, chatId: string, messageId: string) {
    const path = this.chatPath(user, chatId, `/messages/${encodeURIComponent(messageId)}`)
    return this.call({ method: 'POST', path, priority: 'interactive' }, anyAnswer)
  }

  markRead(user: number, chatId: string) {
    return this.call({ method: 'POST', path: this.chatPath(user, chatId, '/read'), priority: 'interactive' }, anyAnswer)
  }

  voiceLinks(user: number, voiceIds: readonly string[]) {
    const query = new URLSearchParams(voiceIds.map((id): [string, string] => ['voice_ids', id]))
    return this.call(
      {
        method: 'GET',
        path: `/messenger/v1/accounts/${String(user)}/getVoiceFiles?${query.toString()}`,
        priority: 'background',
      },
      voicesAnswer,
    )
  }

  subscribe(url: string) {
    return this.call(
      { method: 'POST', path: '/messenger/v3/webhook', json: { url }, priority: 'background' },
      anyAnswer,
    )
  }

  subscriptions() {
    return this.call(
      { method: 'POST', path: '/messenger/v1/subscriptions', priority: 'background' },
      subscriptionsAnswer,
    )
  }

  unsubscribe(url: string) {
    return this.call(
      { method: 'POST', path: '/messenger/v1/webhook/unsubscribe', json: { url }, priority: 'background' },
      anyAnswer,
    )
  }

  block(user: number, userId: number, itemId: number | null, reasonId: number) {
    const json = {
      users: [{ user_id: userId, context: { ...(itemId === null ? {} : { item_id: itemId }), reason_id: reasonId } }],
    }
    return this.call(
      { method: 'POST', path: `/messenger/v2/accounts/${String(user)}/blacklist`, json, priority: 'interactive' },
      anyAnswer,
    )
  }

  private chatPath(user: number, chatId: string, rest: string): string {
    return `/messenger/v1/accounts/${String(user)}/chats/${encodeURIComponent(chatId)}${rest}`
  }

  private async call<T>(call: Call, schema: z.ZodType<T>): Answer<T> {
    const result = await this.run(call, schema)
    if (!result.ok) this.deps.onFailure(result.error)
    return result
  }

  private async run<T>(call: Call, schema: z.ZodType<T>): Answer<T> {
    const token = await this.deps.tokens.current()
    if (!token.ok) return token
    let outcome = await this.perform(call, token.value)
    let failure = failureOf(outcome)
    if (failure?.kind === 'unauthorised') {
      const renewed = await this.deps.tokens.renew(token.value)
      if (!renewed.ok) return renewed
      outcome = await this.perform(call, renewed.value)
      failure = failureOf(outcome)
      if (failure?.kind === 'unauthorised') return err(await this.splitRefusal(call, renewed.value, failure.status))
    }
    return failure ? err(failure) : parseAnswer(outcome, schema)
  }

  /** A fresh token was refused. If it opens something else, only this request is not allowed. */
  private async splitRefusal(call: Call, token: string, status: 401 | 403): Promise<Failure> {
    const revoked: Failure = { kind: 'needsAuthorisation', reason: 'revoked' }
    if (status === 401) return revoked
    const accountPath = '/core/v1/accounts/self'
    if (call.path === accountPath) return { kind: 'forbidden' }
    const probe = await this.perform({ method: 'GET', path: accountPath, priority: call.priority }, token)
    return failureOf(probe) === null ? { kind: 'forbidden' } : revoked
  }

  private async perform(call: Call, token: string): Promise<HttpOutcome> {
    const { limiter, perform, apiUrl, tuning } = this.deps
    if (call.priority === 'background') await limiter.admitBackground()
    else {
      const refused = limiter.admitInteractive()
      if (refused) return tooSoon(refused.retryAfterMs)
    }
    const outcome = await perform({
      method: call.method,
      url: `${apiUrl}${call.path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.form ? { body: call.form() } : call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
      timeoutMs: call.timeoutMs ?? tuning.requestTimeoutMs,
    })
    if (outcome.kind === 'answer') limiter.handleAnswer(outcome.status, outcome.headers)
    return outcome
  }
}

/** The platform has asked for silence: the answer is known without asking again. */
function tooSoon(retryAfterMs: number): HttpOutcome {
  const headers = new Headers({ 'retry-after': String(Math.ceil(retryAfterMs / 1000)) })
  return { kind: 'answer', status: 429, headers, bytes: new Uint8Array() }
}

/** Parses a list one by one: what does not parse is given back for the log. */
export function parseEach<T>(
  items: readonly unknown[],
  schema: z.ZodType<T>,
): { readonly parsed: T[]; readonly failed: unknown[] } {
  const parsed: T[] = []
  const failed: unknown[] = []
  for (const item of items) {
    const result = schema.safeParse(item)
    if (result.success) parsed.push(result.data)
    else failed.push(item)
  }
  return { parsed, failed }
}
