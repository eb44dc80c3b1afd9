import { URI } from 'sip.js'

import type { Colleague, ColleaguePresence, ColleagueSnapshot } from '#shared/domain/colleague'
import { cleanDialString } from '#shared/domain/dial-string'
import { parseDialogInfo } from '#shared/domain/dialog-info/dialog-info'
import { NOTHING_KNOWN, ringingOf, takeNotice, useOf, type WatchedLine } from '#shared/domain/dialog-info/watched-line'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import type { AccountLine } from '../account/account-line'
import { DialogSubscription } from './dialog-subscription'
import { pickupOf, type Pickup } from './pickup'

export interface ColleagueWatchOptions {
  readonly colleague: Colleague
  readonly clock: Clock
  readonly logger: Logger
  readonly onChanged: () => void
}

/** One colleague's line, asked about over one of ours. */
export class ColleagueWatch implements Disposable {
  private line: AccountLine | null = null
  private subscription: DialogSubscription | null = null
  private known: WatchedLine = NOTHING_KNOWN
  private presence: ColleaguePresence = { kind: 'unknown', why: 'lineDown' }

  constructor(private readonly options: ColleagueWatchOptions) {}

  get colleague(): Colleague {
    return this.options.colleague
  }

  get over(): AccountLine | null {
    return this.line
  }

  snapshot(): ColleagueSnapshot {
    const ringing = this.ringing()
    return {
      ...this.colleague,
      presence: this.presence,
      caller: ringing && { name: ringing.remote.name, number: ringing.remote.number },
      canPickUp: this.pickup() !== null,
    }
  }

  /** Over this line, which is connected. */
  start(line: AccountLine, delayMs: number): void {
    if (this.line !== line) this.begin(line)
    this.subscription?.start(delayMs)
    this.tell({ kind: 'unknown', why: this.subscription ? 'asking' : 'notFound' })
  }

  suspend(): void {
    this.subscription?.suspend()
  }

  /** The line is given up, and with it the subscription. */
  leave(): void {
    this.subscription?.leave()
    this.subscription = null
    this.line = null
    this.tell({ kind: 'unknown', why: 'lineDown' })
  }

  /** How the call that rings there is taken; `null`: none rings, or the PBX gives no way. */
  pickup(): Pickup | null {
    const { line } = this
    const ringing = this.ringing()
    return line?.isRegistered && ringing ? pickupOf(this.colleague, ringing, line) : null
  }

  dispose(): void {
    this.subscription?.dispose()
  }

  private ringing() {
    return this.presence.kind === 'unknown' ? null : ringingOf(this.known)
  }

  private begin(line: AccountLine): void {
    const { clock, logger } = this.options
    this.subscription?.dispose()
    this.subscription = null
    this.line = line
    this.known = NOTHING_KNOWN
    const target = cleanDialString(this.colleague.number)
    if (!target) return
    this.subscription = new DialogSubscription({
      userAgent: line.agent.userAgent,
      target: new URI('sip', target.user, target.domain ?? line.account.domain, undefined, {}),
      clock,
      logger,
      onBegun: () => {
        this.known = NOTHING_KNOWN
      },
      onBody: (body) => {
        this.handleBody(body)
      },
      onUnknown: (why) => {
        this.tell({ kind: 'unknown', why })
      },
    })
  }

  private handleBody(body: string): void {
    const info = parseDialogInfo(body)
    if (!info) {
      this.options.logger.warn('what the PBX says of a line is not understood', { length: body.length })
      this.tell({ kind: 'unknown', why: 'unreadable' })
      return
    }
    const { line, isGap } = takeNotice(this.known, info)
    this.known = line
    this.tell({ kind: useOf(line) })
    if (isGap) this.subscription?.askForAll()
  }

  private tell(presence: ColleaguePresence): void {
    this.presence = presence
    this.options.onChanged()
  }
}
