import { Core, type URI, type UserAgent } from 'sip.js'

import type { UnknownWhy } from '#shared/domain/colleague'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import { refusalOf } from '../registrar-client'
import type { SipRefusal } from '../sip-failure'

export interface DialogSubscriptionOptions {
  readonly userAgent: UserAgent
  readonly target: URI
  readonly clock: Clock
  readonly logger: Logger
  readonly onBody: (body: string) => void
  /** Another subscription: its notices are counted anew. */
  readonly onBegun: () => void
  readonly onUnknown: (why: UnknownWhy) => void
}

const EXPIRES_S = 600
const MIN_EXPIRES_S = 60
const MAX_EXPIRES_S = 86_400
/** A share of the time granted, so that a lost refresh can be sent again. */
const REFRESH_AT = 0.8
const RETRY_DELAYS_MS = [1_000, 30_000, 60_000, 120_000, 300_000, 600_000] as const

/**
 * Asks about the calls of one line (RFC 4235, RFC 6665) for as long as it is wanted. On the library's core and not on
 * its `Subscriber`: that one hides why it was refused, and keeps timers of its own.
 */
export class DialogSubscription implements Disposable {
  private request: Core.OutgoingSubscribeRequest | null = null
  private dialog: Core.Subscription | null = null
  private timer: Disposable | null = null
  private failures = 0
  private expiresS = EXPIRES_S
  private isOver = false

  constructor(private readonly options: DialogSubscriptionOptions) {}

  /** The own line is there: anew after a loss, since what stands names the connection that was. */
  start(delayMs: number): void {
    this.failures = 0
    this.after(delayMs, () => {
      if (this.dialog) this.refresh()
      else this.ask()
    })
  }

  /** The own line is lost. */
  suspend(): void {
    this.timer?.dispose()
    this.options.onUnknown('lineDown')
  }

  /** Says goodbye while the connection stands. */
  leave(): void {
    const { dialog } = this
    this.dispose()
    if (!dialog) return
    dialog.delegate = {}
    if (isAlive(dialog)) dialog.unsubscribe()
  }

  /** A notice was lost: the whole state comes with a refresh (RFC 4235 §4.1). */
  askForAll(): void {
    this.refresh()
  }

  dispose(): void {
    this.isOver = true
    this.timer?.dispose()
    this.request?.waitNotifyStop()
    this.request = null
    this.dialog = null
  }

  private ask(): void {
    const { userAgentCore: core } = this.options.userAgent
    const { target } = this.options
    this.request?.waitNotifyStop()
    const message = core.makeOutgoingRequestMessage(
      'SUBSCRIBE',
      target,
      core.configuration.aor,
      target,
      {},
      this.headers(),
    )
    const refused = ({ message: answer }: Core.IncomingResponse): void => {
      this.handleRefusal(answer)
    }
    this.request = core.subscribe(message, {
      onReject: refused,
      onRedirect: refused,
      onNotify: ({ request, subscription }) => {
        this.request = null
        this.options.onBegun()
        if (subscription && !this.isOver) this.follow(subscription)
        this.handleNotify(request)
      },
      onNotifyTimeout: () => {
        this.fail('noReply', null)
      },
    })
  }

  private follow(dialog: Core.Subscription): void {
    this.dialog = dialog
    dialog.delegate = {
      onNotify: (request) => {
        this.handleNotify(request)
      },
      onTerminated: () => {
        // The server forgot it (481), or answers nothing any more: another one is begun.
        if (this.dialog === dialog) this.fail('asking', null)
      },
    }
  }

  private refresh(): void {
    const { dialog } = this
    if (!dialog || !isAlive(dialog)) return
    dialog.subscribe(
      {
        onReject: ({ message }) => {
          // What ends it was told by `onTerminated`; with anything else it stands until its time is over (RFC 6665 §4.1.2.2).
          if (this.dialog !== dialog) return
          const { retryAfterMs } = refusalOf(message)
          this.after(Math.max(retryAfterMs ?? 0, RETRY_DELAYS_MS[1]), () => {
            this.refresh()
          })
        },
      },
      { extraHeaders: this.headers() },
    )
  }

  private handleNotify(request: Core.IncomingNotifyRequest): void {
    request.accept()
    if (this.isOver) return
    const { message } = request
    const [, state = '', parameters = ''] =
      /^\s*([a-z]+)(.*)$/i.exec(message.getHeader('subscription-state') ?? '') ?? []
    if (message.body.trim() !== '') this.options.onBody(message.body)
    if (state.toLowerCase() === 'terminated') {
      this.handleEnd(parameters)
      return
    }
    this.failures = 0
    const grantedS = this.dialog?.subscriptionExpires ?? this.expiresS
    this.after(Math.max(grantedS, MIN_EXPIRES_S / 2) * 1_000 * REFRESH_AT, () => {
      this.refresh()
    })
  }

  /** RFC 6665 §4.1.3: why a subscription was ended, and whether to come back. */
  private handleEnd(parameters: string): void {
    const reason = /;\s*reason\s*=\s*([a-z]+)/i.exec(parameters)?.[1]?.toLowerCase() ?? ''
    const retryAfterS = /;\s*retry-after\s*=\s*(\d{1,6})/i.exec(parameters)?.[1]
    this.dialog = null
    if (reason === 'rejected') this.giveUp('forbidden')
    else if (reason === 'noresource') this.giveUp('notFound')
    else this.fail('asking', retryAfterS === undefined ? null : Number(retryAfterS) * 1_000)
  }

  private handleRefusal(message: Core.IncomingResponseMessage): void {
    this.request = null
    if (this.isOver) return
    const refusal = refusalOf(message)
    const minimum = Number(message.getHeader('min-expires') ?? NaN)
    if (refusal.status === 423 && minimum > this.expiresS && minimum <= MAX_EXPIRES_S) {
      this.expiresS = minimum
      this.ask()
      return
    }
    const why = unknownWhy(refusal)
    this.options.logger.info('a line may not be watched', { status: refusal.status, why })
    if (why === 'noReply') this.fail(why, refusal.retryAfterMs)
    else this.giveUp(why)
  }

  /** Until the next connection: whoever sets it right there has the PBX restarted or waits a moment. */
  private giveUp(why: UnknownWhy): void {
    this.timer?.dispose()
    this.options.onUnknown(why)
  }

  private fail(why: UnknownWhy, retryAfterMs: number | null): void {
    if (this.isOver) return
    this.dialog = null
    this.request = null
    this.options.onUnknown(why)
    const delayMs = RETRY_DELAYS_MS[Math.min(this.failures, RETRY_DELAYS_MS.length - 1)] ?? 0
    this.failures += 1
    this.after(Math.max(delayMs, retryAfterMs ?? 0), () => {
      this.ask()
    })
  }

  private after(delayMs: number, action: () => void): void {
    this.timer?.dispose()
    this.timer = this.options.clock.schedule(delayMs, action)
  }

  private headers(): string[] {
    const { contact } = this.options.userAgent.userAgentCore.configuration
    return [
      'Event: dialog',
      `Expires: ${String(this.expiresS)}`,
      'Accept: application/dialog-info+xml',
      `Contact: ${contact.toString()}`,
    ]
  }
}

function isAlive({ subscriptionState }: Core.Subscription): boolean {
  return subscriptionState === Core.SubscriptionState.Active || subscriptionState === Core.SubscriptionState.Pending
}

/** Which of them a further try would not mend (RFC 3261 §21, RFC 6665 §4.1.2.1). */
export function unknownWhy({ status, isLocal }: Pick<SipRefusal, 'status' | 'isLocal'>): UnknownWhy {
  if (isLocal) return 'noReply'
  switch (status) {
    case 401:
    case 403:
    case 407:
    case 603:
      return 'forbidden'
    case 404:
    case 410:
    case 484:
    case 604:
      return 'notFound'
    case 405:
    case 406:
    case 415:
    case 420:
    case 489:
    case 501:
      return 'notSupported'
    default:
      return 'noReply'
  }
}
