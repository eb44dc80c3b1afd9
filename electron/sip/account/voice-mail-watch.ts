import { Subscriber, SubscriptionState, type Core, type Notification, type UserAgent } from 'sip.js'

import { parseMessageSummary, type VoiceMail } from '#shared/domain/message-summary'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

export interface VoiceMailWatchDependencies {
  readonly userAgent: UserAgent
  readonly clock: Clock
  readonly logger: Logger
  readonly onChanged: (voiceMail: VoiceMail) => void
}

/** A registrar that has just let us in has calls to think of first. */
const ASK_AFTER_MS = 3_000
const EXPIRES_S = 3_600

/**
 * Asks the PBX for the state of the line's voice mail (RFC 3842), anew with every connection, since a subscription
 * names the one that it came by. A PBX that knows none refuses, and is asked again with the next connection only.
 */
export class VoiceMailWatch implements Disposable {
  private subscriber: Subscriber | null = null
  private timer: Disposable | null = null

  constructor(private readonly deps: VoiceMailWatchDependencies) {}

  start(): void {
    this.timer?.dispose()
    this.timer = this.deps.clock.schedule(ASK_AFTER_MS, () => {
      // One that stands is told of the new connection by its refresh.
      if (this.subscriber) this.guard(this.subscriber.subscribe())
      else this.subscribe()
    })
  }

  /** The connection is gone. */
  stop(): void {
    this.timer?.dispose()
  }

  /** Says goodbye while the connection stands. */
  leave(): void {
    this.stop()
    const { subscriber } = this
    this.subscriber = null
    if (subscriber?.state === SubscriptionState.Subscribed) this.guard(subscriber.unsubscribe())
  }

  dispose(): void {
    this.stop()
    this.subscriber = null
  }

  /** Also without being asked: many a PBX tells every phone that registers. */
  handleNotify({ request }: { readonly request: Core.IncomingRequestMessage }): void {
    const type = request.getHeader('event')?.split(';')[0]?.trim().toLowerCase()
    const voiceMail = type === 'message-summary' ? parseMessageSummary(request.body) : null
    if (voiceMail) this.deps.onChanged(voiceMail)
  }

  private subscribe(): void {
    const { userAgent } = this.deps
    const subscriber = new Subscriber(userAgent, userAgent.configuration.uri, 'message-summary', {
      expires: EXPIRES_S,
      extraHeaders: ['Accept: application/simple-message-summary'],
    })
    subscriber.delegate = {
      onNotify: (notification: Notification) => {
        this.guard(notification.accept())
        this.handleNotify(notification)
      },
    }
    subscriber.stateChange.addListener((state) => {
      if (state === SubscriptionState.Terminated && this.subscriber === subscriber) this.subscriber = null
    })
    this.subscriber = subscriber
    this.guard(subscriber.subscribe())
  }

  private guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.deps.logger.warn('voice mail not asked for', { error: describeError(error) })
    })
  }
}
