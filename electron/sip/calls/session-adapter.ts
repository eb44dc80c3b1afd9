import { Invitation, Inviter, SessionState, URI, type Core, type Message, type Session } from 'sip.js'

import { cleanDialString } from '#shared/domain/dial-string'
import { transferFailureOf } from '#shared/domain/call-transfer'
import { describeError } from '#shared/lib/logger'
import { mediaEndReason, MediaRefused } from '../../media/media-refused'
import { refusalOf } from '../registrar-client'
import type { callEndReason } from '../sip-failure'
import type { CallMedia } from './call-media'
import type { CallSession, OfferPlan, ReferTarget, SessionPort } from './call-session'
import type { KeptDialog } from './kept-dialog'
import { readReferStatus } from './refer-status'
import { hasAudio } from './sdp'
import { keepDialog } from './taken-up-session'

export interface SessionAdapterDependencies extends SessionPort<CallMedia> {
  /** Runs now or once the connection is back, within the time a dialog may be expected to live. */
  readonly whenConnected: (action: () => void) => void
  /** What a refusal of the INVITE tells the person. */
  readonly endReason: typeof callEndReason
  /** Domain of numbers without one. */
  readonly domain: string
  /** The server put another party at the far end (its own transfer, told by a re-INVITE). */
  readonly onRemoteParty: (party: RemoteParty) => void
  /** A text from the other side; the library would accept it and forget it. */
  readonly onMessage: (message: Message) => void
}

/**
 * One library session as the call machine sees it: effects go in, events come out, and nothing of the library
 * goes further. Every promise of the library ends here.
 */
export class SessionAdapter implements CallSession {
  /** To-tag of the branch whose early media is heard; others are left to their final answer. */
  private earlyTag: string | null = null
  private hasFinal = false
  /** A 200 of ours is under way: until its ACK the library takes any offer of ours for a fault, and ends the call. */
  private awaitsAck = false
  private afterAck: (() => void) | null = null

  constructor(
    private readonly session: Session,
    private readonly deps: SessionAdapterDependencies,
  ) {
    const { emit, logger } = deps
    session.delegate = {
      onMessage: deps.onMessage,
      onBye: (bye) => {
        this.guard('BYE', bye.accept())
        this.hasFinal = true
        emit({ kind: 'hungUpThere' })
      },
      onCancel: ({ request }) => {
        this.hasFinal = true
        emit({ kind: 'cancelledThere', isAnsweredElsewhere: wasAnsweredElsewhere(request) })
      },
      onInfo: (info) => {
        this.guard('INFO', info.accept())
      },
      onNotify: (notification) => {
        this.guard('NOTIFY', notification.accept())
      },
      onInvite: (_request, _response, statusCode) => {
        this.awaitsAck ||= statusCode < 300
        this.deps.onRemoteParty(remoteParty(session))
      },
      onAck: () => {
        this.awaitsAck = false
        this.afterAck?.()
        this.afterAck = null
      },
      // Nobody at the other end may make this phone dial (docs/adr/0026).
      onRefer: (referral) => {
        this.guard('REFER', referral.reject({ statusCode: 603 }))
      },
    }
    session.stateChange.addListener((state) => {
      logger.debug('session', { state })
      if (state === SessionState.Established) emit({ kind: 'accepted' })
      // What ended it (a refusal, a BYE) is told in the same turn, right after this; silence means a time-out.
      if (state === SessionState.Terminated)
        queueMicrotask(() => {
          this.handleTerminated()
        })
    })
  }

  sendInvite(): void {
    if (!(this.session instanceof Inviter)) return
    const requestDelegate: Core.OutgoingInviteRequestDelegate = {
      onProgress: ({ message }) => {
        this.handleProgress(message)
      },
      onRedirect: ({ message }) => {
        this.refuse(message)
      },
      onReject: ({ message }) => {
        this.refuse(message)
      },
    }
    this.session.invite({ requestDelegate }).catch((error: unknown) => {
      this.fail('INVITE', error)
    })
  }

  sendRinging(): void {
    if (this.session instanceof Invitation) this.guard('180', this.session.progress({ statusCode: 180 }))
  }

  accept(): void {
    const { session } = this
    if (!(session instanceof Invitation)) return
    this.awaitsAck = true
    this.deps.media.onAnswerRefused = (reason) => {
      // RFC 3261 §13.3.1.3: the caller may try another description; of the rest 480 is the truth.
      if (reason === 'noCommonCodec' && session.state === SessionState.Establishing)
        this.guard('488', session.reject({ statusCode: 488 }))
    }
    session.accept().catch((error: unknown) => {
      this.fail('accept', error)
    })
  }

  reject(statusCode: number): void {
    if (!(this.session instanceof Invitation)) return
    this.hasFinal = true
    this.guard('reject', this.session.reject({ statusCode }))
  }

  cancel(): void {
    if (this.session instanceof Inviter) this.guard('CANCEL', this.session.cancel())
  }

  bye(): void {
    this.deps.whenConnected(() => {
      if (this.session.state === SessionState.Established) this.guard('BYE', this.session.bye())
    })
  }

  renegotiate(plan: OfferPlan): void {
    if (this.awaitsAck)
      this.afterAck = () => {
        this.renegotiate(plan)
      }
    else this.offer(plan)
  }

  private offer(plan: OfferPlan): void {
    const { emit, media } = this.deps
    media.planOffer(plan)
    const requestDelegate: Core.OutgoingInviteRequestDelegate = {
      onAccept: () => {
        if (this.session.state === SessionState.Established) emit({ kind: 'renegotiated' })
      },
      onRedirect: () => {
        emit({ kind: 'renegotiationFailed', cause: 'refused' })
      },
      onReject: ({ message }) => {
        emit({ kind: 'renegotiationFailed', cause: renegotiationFailure(message) })
      },
    }
    this.session.invite({ requestDelegate }).catch((error: unknown) => {
      // The library's own lock: an exchange is under way that we did not start.
      const isPending = error instanceof Error && error.name !== 'MediaRefused' && /in progress/i.test(error.message)
      if (!(error instanceof MediaRefused)) this.deps.logger.warn('re-INVITE not sent', { error: describeError(error) })
      emit({ kind: 'renegotiationFailed', cause: isPending ? 'glare' : 'refused' })
    })
  }

  /** Digits by SIP INFO, for far sides that take no RFC 4733 events. */
  sendInfo(digit: string): Promise<boolean> {
    return new Promise((done) => {
      const body = {
        contentDisposition: 'render',
        contentType: 'application/dtmf-relay',
        content: `Signal=${digit}\r\nDuration=160\r\n`,
      }
      const requestDelegate = {
        onAccept: () => {
          done(true)
        },
        onReject: () => {
          done(false)
        },
      }
      this.session.info({ requestDelegate, requestOptions: { body } }).catch((error: unknown) => {
        this.deps.logger.warn('INFO not sent', { error: describeError(error) })
        done(false)
      })
    })
  }

  refer(target: ReferTarget): void {
    const { emit, logger } = this.deps
    const to = this.referTo(target)
    if (!to) {
      emit({ kind: 'transferFailed', reason: 'notFound' })
      return
    }
    this.session
      .refer(to, {
        requestDelegate: {
          onReject: ({ message }) => {
            const { status, isLocal } = refusalOf(message)
            emit({ kind: 'transferFailed', reason: isLocal ? 'noReply' : transferFailureOf(status) })
          },
        },
        onNotify: (notification) => {
          this.guard('NOTIFY', notification.accept())
          this.handleReferNotice(notification.request)
        },
      })
      .catch((error: unknown) => {
        logger.warn('REFER not sent', { error: describeError(error) })
        emit({ kind: 'transferFailed', reason: 'failed' })
      })
  }

  keep(): KeptDialog | null {
    return keepDialog(this.session)
  }

  /** The library forgets a session by itself once it has ended. */
  dispose(): void {}

  private referTo(target: ReferTarget): URI | Session | null {
    if ('replacing' in target) return target.replacing instanceof SessionAdapter ? target.replacing.session : null
    const dialled = cleanDialString(target.number)
    return dialled && new URI('sip', dialled.user, dialled.domain ?? this.deps.domain, undefined, {})
  }

  private handleReferNotice(request: Core.IncomingRequestMessage): void {
    const { emit } = this.deps
    // Other packages (message-waiting and the like) come here too once a REFER was sent.
    if (!/^refer\b/i.test(request.getHeader('event') ?? '')) return
    const status = readReferStatus(request.body)
    if (status !== null && status >= 300) emit({ kind: 'transferFailed', reason: transferFailureOf(status) })
    else if (status !== null && status >= 200) emit({ kind: 'transferDone' })
    else if (/^terminated\b/i.test(request.getHeader('subscription-state') ?? ''))
      emit({ kind: 'transferFailed', reason: 'failed' })
    else if (status !== null) emit({ kind: 'transferProgress', status })
  }

  private handleProgress(message: Core.IncomingResponseMessage): void {
    const hasDescription = message.body !== '' && hasAudio(message.body)
    const tag = message.toTag
    const isHeard = hasDescription && (this.earlyTag === null || this.earlyTag === tag)
    if (isHeard && this.earlyTag === null) {
      this.earlyTag = tag
      this.guard('early media', this.deps.media.applyEarlyAnswer(message.body))
    }
    this.deps.emit({ kind: 'progress', hasDescription: isHeard })
  }

  private refuse(message: Core.IncomingResponseMessage): void {
    this.hasFinal = true
    this.deps.emit({ kind: 'refused', reason: this.deps.endReason(refusalOf(message)) })
  }

  private fail(what: string, error: unknown): void {
    this.deps.logger.warn('call set-up failed', { what, error: describeError(error) })
    this.deps.emit({ kind: 'answerFailed', reason: mediaEndReason(error) })
  }

  private handleTerminated(): void {
    if (!this.hasFinal) this.deps.emit({ kind: 'sessionGone', reason: this.deps.media.failure ?? 'connectionLost' })
  }

  private guard(what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.deps.logger.warn('SIP step failed', { what, error: describeError(error) })
    })
  }
}

/** RFC 3326; cause 200 is «call completed elsewhere» of a forking server. */
function wasAnsweredElsewhere(request: Core.IncomingRequestMessage): boolean {
  return request.getHeaders('reason').some((value) => /^SIP\b.*\bcause\s*=\s*200\b/i.test(value.trim()))
}

function renegotiationFailure(message: Core.IncomingResponseMessage) {
  const { status, isLocal } = refusalOf(message)
  if (isLocal) return 'noConnection' as const
  if (status === 491) return 'glare' as const
  return status === 481 || status === 408 ? ('dialogGone' as const) : ('refused' as const)
}

export interface RemoteParty {
  readonly number: string
  readonly name: string | null
}

export function remoteParty(session: Session): RemoteParty {
  const identity = session.assertedIdentity ?? session.remoteIdentity
  // sip.js types the name as always there; a From without one (baresip's) leaves it undefined.
  const displayName = identity.displayName as string | undefined
  const name = displayName?.trim() ?? ''
  return { number: identity.uri.user ?? identity.uri.host, name: name === '' ? null : name }
}
