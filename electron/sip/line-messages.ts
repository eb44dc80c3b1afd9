import type { Message } from 'sip.js'

import { MOST_LINE_MESSAGES, type LineMessage } from '#shared/domain/line-message'
import type { SipAccountId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'
import type { KeptLineMessage, LineMessageStore } from './phone-ports'

export interface LineMessagesDependencies {
  readonly store: LineMessageStore
  readonly clock: Clock
  readonly logger: Logger
  readonly newId: () => string
  readonly onArrived: (message: LineMessage) => void
}

/** Texts to the lines (RFC 3428). Each is answered 200 once it is on the disk, and kept once however often it comes. */
export class LineMessages {
  constructor(private readonly deps: LineMessagesDependencies) {}

  list(): readonly LineMessage[] {
    return this.deps.store.list().map(({ key: _key, ...message }) => message)
  }

  take(accountId: SipAccountId, message: Message): void {
    const { request } = message
    if (request.body.trim() !== '' && !/^text\/plain\b/i.test(request.getHeader('content-type') ?? 'text/plain')) {
      this.guard(message.reject({ statusCode: 415, extraHeaders: ['Accept: text/plain'] }))
      return
    }
    const arrived = this.keep(accountId, message)
    if (arrived === 'failed') {
      // The sender keeps it, and mostly tries again.
      this.guard(message.reject({ statusCode: 500 }))
      return
    }
    this.guard(message.accept())
    if (arrived) this.deps.onArrived(arrived)
  }

  /** `null`: nothing in it, or it stands there already. */
  private keep(accountId: SipAccountId, { request }: Message): LineMessage | null | 'failed' {
    const { store, clock, newId, logger } = this.deps
    const text = request.body.trim()
    // The same over another transaction or connection: the sender did not get our answer.
    const key = `${request.callId} ${request.fromTag} ${String(request.cseq)}`
    const known = store.list()
    if (text === '' || known.some((each) => each.key === key)) return null
    const { uri, displayName } = request.from
    // sip.js types the name as always there.
    const name = (displayName as string | undefined)?.trim() ?? ''
    const message: LineMessage = {
      id: newId(),
      accountId,
      number: uri.user ?? uri.host,
      name: name === '' ? null : name,
      text,
      receivedAtMs: clock.now(),
    }
    const next: readonly KeptLineMessage[] = [{ ...message, key }, ...known]
    try {
      store.save(next.slice(0, MOST_LINE_MESSAGES))
    } catch (error) {
      logger.error('a message to a line was not kept', { accountId, error: describeError(error) })
      return 'failed'
    }
    return message
  }

  private guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.deps.logger.warn('MESSAGE not answered', { error: describeError(error) })
    })
  }
}
