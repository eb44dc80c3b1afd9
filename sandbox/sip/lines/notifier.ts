import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { dialogOfInvite, dialogRequest, newTag, type Dialog } from '../calls/dialog'
import { tagOf } from '../message/address'
import type { SipRequest } from '../message/sip-message'
import type { ClientTransactions } from '../transactions/client-transaction'
import type { ServerTransaction } from '../transactions/server-transaction'
import type { Flow } from '../transport/flow'
import { dialogInfo, type LineDialog } from './line-dialog'

export interface NotifierOptions {
  readonly clock: Clock
  readonly domain: string
  readonly minExpiresS: number
  readonly requests: ClientTransactions
  /** All calls of a line by now. */
  readonly dialogsOf: (user: string) => readonly LineDialog[]
  readonly flowOf: (user: string) => Flow | undefined
  readonly contactOn: (flow: Flow, user: string) => string
}

interface Subscription {
  readonly key: string
  readonly event: 'dialog' | 'message-summary'
  readonly watched: string
  readonly watcher: string
  readonly dialog: Dialog
  flow: Flow
  expiresAtMs: number
  expiry: Disposable | null
  version: number
  told: ReadonlyMap<string, string>
}

const MAX_EXPIRES_S = 3_600
const TYPES = {
  dialog: 'application/dialog-info+xml',
  'message-summary': 'application/simple-message-summary',
} as const

/** Tells phones that asked of lines (RFC 4235) and of voice mail (RFC 3842): what is, and nothing else. */
export class Notifier {
  private readonly subscriptions = new Map<string, Subscription>()
  private readonly voiceMail = new Map<string, number>()

  constructor(private readonly options: NotifierOptions) {}

  /** A SUBSCRIBE outside of a dialog, by a phone that was let in. */
  begin(transaction: ServerTransaction, watched: string, watcher: string): void {
    const { request, flow } = transaction
    const event = request.headers.get('Event')?.split(';')[0]?.trim().toLowerCase()
    if (event !== 'dialog' && event !== 'message-summary') {
      return transaction.respond(489, { toTag: 'events', headers: [['Allow-Events', Object.keys(TYPES).join(', ')]] })
    }
    // Voice mail is its owner's alone.
    if (event === 'message-summary' && watched !== watcher) return transaction.respond(403, { toTag: 'mail' })
    const localTag = newTag()
    const dialog = dialogOfInvite(request, localTag)
    const subscription: Subscription = {
      key: `${dialog.callId} ${localTag}`,
      event,
      watched,
      watcher,
      dialog,
      flow,
      expiresAtMs: 0,
      expiry: null,
      version: -1,
      told: new Map(),
    }
    this.accept(transaction, subscription)
  }

  /** A SUBSCRIBE that renews or ends one; `false`: of none that is known. */
  renew(transaction: ServerTransaction): boolean {
    const { request, flow } = transaction
    const subscription = this.subscriptions.get(keyOf(request))
    if (!subscription) return false
    subscription.flow = flow
    this.accept(transaction, subscription)
    return true
  }

  /** Some call began, went on or ended. */
  handleCallsChanged(): void {
    for (const subscription of [...this.subscriptions.values()]) {
      if (subscription.event === 'dialog') this.tellChanges(subscription)
    }
  }

  setVoiceMail(user: string, newCount: number): void {
    this.voiceMail.set(user, newCount)
    for (const each of [...this.subscriptions.values()]) {
      if (each.event === 'message-summary' && each.watched === user) this.notify(each, this.summary(user))
    }
  }

  clear(): void {
    for (const { expiry } of this.subscriptions.values()) expiry?.dispose()
    this.subscriptions.clear()
  }

  private accept(transaction: ServerTransaction, subscription: Subscription): void {
    const asked = Number(transaction.request.headers.get('Expires') ?? MAX_EXPIRES_S)
    const { minExpiresS, contactOn, clock } = this.options
    if (asked > 0 && asked < minExpiresS) {
      return transaction.respond(423, { toTag: 'brief', headers: [['Min-Expires', String(minExpiresS)]] })
    }
    const expiresS = Number.isInteger(asked) && asked >= 0 ? Math.min(asked, MAX_EXPIRES_S) : MAX_EXPIRES_S
    subscription.expiry?.dispose()
    subscription.expiresAtMs = clock.now() + expiresS * 1_000
    transaction.respond(200, {
      toTag: subscription.dialog.localTag,
      headers: [
        ['Expires', String(expiresS)],
        ['Contact', contactOn(subscription.flow, subscription.watched)],
      ],
    })
    if (expiresS === 0) this.subscriptions.delete(subscription.key)
    else {
      this.subscriptions.set(subscription.key, subscription)
      subscription.expiry = clock.schedule(expiresS * 1_000, () => {
        this.subscriptions.delete(subscription.key)
        this.tellAll(subscription)
      })
    }
    this.tellAll(subscription)
  }

  private tellAll(subscription: Subscription): void {
    const { event, watched } = subscription
    if (event === 'message-summary') return this.notify(subscription, this.summary(watched))
    const dialogs = this.options.dialogsOf(watched)
    subscription.version += 1
    subscription.told = new Map(dialogs.map((dialog) => [dialog.id, JSON.stringify(dialog)]))
    this.notify(subscription, dialogInfo(this.entity(watched), subscription.version, true, dialogs))
  }

  private tellChanges(subscription: Subscription): void {
    const { watched, told } = subscription
    const dialogs = this.options.dialogsOf(watched)
    const now = new Map(dialogs.map((dialog) => [dialog.id, JSON.stringify(dialog)]))
    const changed = dialogs.filter(({ id }) => told.get(id) !== now.get(id))
    const gone = [...told.keys()].filter((id) => !now.has(id))
    if (changed.length === 0 && gone.length === 0) return
    subscription.version += 1
    subscription.told = now
    this.notify(subscription, dialogInfo(this.entity(watched), subscription.version, false, changed, gone))
  }

  private notify(subscription: Subscription, body: string): void {
    const { dialog, event, watcher, watched, key } = subscription
    const flow = subscription.flow.isOpen ? subscription.flow : this.options.flowOf(watcher)
    if (!flow) return
    const leftS = Math.round((subscription.expiresAtMs - this.options.clock.now()) / 1_000)
    const isOver = !this.subscriptions.has(key)
    const request: SipRequest = { ...dialogRequest(dialog, 'NOTIFY'), body }
    request.headers.append('Event', event)
    request.headers.append(
      'Subscription-State',
      isOver ? 'terminated;reason=timeout' : `active;expires=${Math.max(0, leftS)}`,
    )
    request.headers.append('Contact', this.options.contactOn(flow, watched))
    request.headers.append('Content-Type', TYPES[event])
    this.options.requests.send(flow, request, (outcome) => {
      // RFC 6665 §4.2.2: whoever does not know of it, or says nothing, is told nothing more.
      if (outcome === 'timeout' || outcome.status >= 300) {
        subscription.expiry?.dispose()
        this.subscriptions.delete(key)
      }
    })
  }

  private summary(user: string): string {
    const count = this.voiceMail.get(user) ?? 0
    return `Messages-Waiting: ${count > 0 ? 'yes' : 'no'}\r\nMessage-Account: ${this.entity(user)}\r\nVoice-Message: ${count}/0 (0/0)\r\n`
  }

  private entity(user: string): string {
    return `sip:${user}@${this.options.domain}`
  }
}

function keyOf(request: SipRequest): string {
  return `${request.headers.get('Call-ID') ?? ''} ${tagOf(request.headers.get('To')) ?? ''}`
}
