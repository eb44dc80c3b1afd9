import { z } from 'zod'

import type { CommandId } from '#shared/domain/ids'
import type { Logger } from '#shared/lib/logger'

import { parseJson } from '../../channels/platform/http/parse'
import type { Store, Write } from '../../store/store'
import { moveRequest, requestById } from '../../store/telephony-requests'
import type { CallBook } from './call-book'
import { reasonOfCode } from './failure'
import { isSignedBy, type MangoKeys } from './signature'
import { callEvent, callSummary, commandResult } from './wire/schemas'

/** `ignored`: well signed, but of no use here. */
export type EventVerdict =
  | { readonly kind: 'taken' | 'ignored' | 'notConnected' | 'foreign' }
  | { readonly kind: 'malformed'; readonly detail: string }

export interface SignedForm {
  readonly apiKey: string
  readonly signature: string
  readonly json: string
}

const RESULT_DONE = 1000
const uuid = z.uuid()

/** Takes what the PBX tells by itself: the signature is checked before anything is read, and it is durable before the answer. */
export class EventDoor {
  lastEventAtMs: number | null = null

  constructor(
    private readonly store: Store,
    private readonly book: CallBook,
    private readonly keys: MangoKeys,
    private readonly nowMs: () => number,
    private readonly logger: Logger,
  ) {}

  async handle(path: string, { apiKey, signature, json }: SignedForm): Promise<EventVerdict> {
    if (apiKey !== this.keys.apiKey || !isSignedBy(this.keys, json, signature)) return { kind: 'foreign' }
    const body = parseJson(json)
    const [place = '', name = ''] = path.split('/')
    this.lastEventAtMs = this.nowMs()
    if (path === 'events/call') return this.take(path, callEvent, body, (tx, event) => this.book.takeEvent(tx, event))
    if (path === 'events/summary')
      return this.take(path, callSummary, body, (tx, summary) => this.book.takeSummary(tx, summary))
    // That statistics are ready is found out by asking.
    if (place === 'result' && name !== 'stat')
      return this.take(path, commandResult, body, (tx, { command_id: id, result }) => concludeRequest(tx, id, result))
    return { kind: 'ignored' }
  }

  private async take<T>(
    path: string,
    schema: z.ZodType<T>,
    body: unknown,
    work: (tx: Write, value: T) => Promise<void>,
  ): Promise<EventVerdict> {
    const parsed = schema.safeParse(body)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const detail = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no JSON'}`
      this.logger.warn('a word of the PBX could not be read', { path, detail })
      return { kind: 'malformed', detail }
    }
    await this.store.write((tx) => work(tx, parsed.data))
    return { kind: 'taken' }
  }
}

/** It may come before the answer to the command itself, and of commands that are not ours. */
async function concludeRequest(tx: Write, commandId: string, result: number): Promise<void> {
  if (!uuid.safeParse(commandId).success) return
  const request = await requestById(tx, commandId as CommandId)
  if (request?.state !== 'sending' && request?.state !== 'accepted') return
  await moveRequest(
    tx,
    request.id,
    request.state,
    result === RESULT_DONE ? { state: 'done' } : { state: 'failed', reason: reasonOfCode(result), code: result },
  )
}
