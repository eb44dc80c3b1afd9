import { Core, Grammar, type URI } from 'sip.js'

import { sendAgain, type RequestUnderWay } from './request-under-way'
import { isServerFailure, nextServerOf } from './next-server'

interface Door {
  authenticationGuard: (this: RequestUnderWay, message: Core.IncomingResponseMessage, dialog?: Core.Dialog) => boolean
  cancel: (this: RequestUnderWay, reason?: string, options?: Core.RequestOptions) => Core.OutgoingRequestMessage
}

/** A number may be forwarded from one desk to the next; more than this is a circle. */
const MOST_REDIRECTS = 3
/** Servers that are left for the next, for one request. */
const MOST_SERVERS_LEFT = 3

interface Tries {
  hasRaisedInterval: boolean
  readonly visited: Set<string>
  /** Where the call may be sent yet, best first (RFC 3261 §8.1.3.4). */
  targets: readonly URI[]
  isCancelled: boolean
  /** What the server said last, 100 included: it has the request. */
  hasProvisional: boolean
  /** A telephone may have rung. */
  hasRung: boolean
  serversLeft: number
  /** The failure that nobody has heard of yet, while another server is sought. */
  waiting: Core.IncomingResponseMessage | null
}

let isInstalled = false

/**
 * sip.js sends a request once more for a challenge (401, 407) and for nothing else. Here it does so too for a longer
 * session interval (422, RFC 4028 §7.3; `SessionTimers` writes it), for other addresses (301 and 302 to a new call,
 * RFC 3261 §8.1.3.4) and for a server that failed (RFC 3263 §4.3, `next-server`), by the same door and before anybody
 * hears of the answer.
 */
export function installSecondTries(): void {
  if (isInstalled) return
  isInstalled = true
  // The two are private in the library's types and stable in its code, which no longer changes; `library-shape.test`
  // fails where they are not what is used here.
  const door = Core.UserAgentClient.prototype as unknown as Door
  const { authenticationGuard, cancel } = door
  const tries = new WeakMap<RequestUnderWay, Tries>()
  const triesOf = (request: RequestUnderWay): Tries => {
    const known = tries.get(request) ?? newTries()
    tries.set(request, known)
    return known
  }
  door.authenticationGuard = function (message, dialog) {
    if (!authenticationGuard.call(this, message, dialog)) return false
    const known = triesOf(this)
    noteProvisional(known, message.statusCode ?? 0)
    if (known.isCancelled) return true
    if (isWorthAnother(this, message, known, dialog)) {
      sendAgain(this, dialog)
      return false
    }
    return dialog !== undefined || !tryNextServer(this, message, known)
  }
  door.cancel = function (reason, options) {
    const known = triesOf(this)
    known.isCancelled = true
    const request = cancel.call(this, reason, options)
    giveUpWaiting(this, known)
    return request
  }
}

function newTries(): Tries {
  return {
    hasRaisedInterval: false,
    visited: new Set(),
    targets: [],
    isCancelled: false,
    hasProvisional: false,
    hasRung: false,
    serversLeft: 0,
    waiting: null,
  }
}

function noteProvisional(known: Tries, status: number): void {
  known.hasProvisional ||= status < 200
  known.hasRung ||= status > 100 && status < 200
}

function isWorthAnother(
  request: RequestUnderWay,
  answer: Core.IncomingResponseMessage,
  known: Tries,
  dialog?: Core.Dialog,
): boolean {
  const { method } = request.message
  const status = answer.statusCode ?? 0
  if (status === 422 && (method === 'INVITE' || method === 'UPDATE')) {
    if (known.hasRaisedInterval || !answer.hasHeader('min-se')) return false
    known.hasRaisedInterval = true
    return true
  }
  if (method !== 'INVITE' || dialog || status < 300) return false
  known.visited.add(request.message.ruri.toString())
  if (status === 301 || status === 302) known.targets = [...targetsOf(answer), ...known.targets]
  // A refusal in everybody's name (6xx) ends the search.
  else if (status < 400 || status >= 600) known.targets = []
  const target = known.targets.find((each) => !known.visited.has(each.toString()))
  if (!target || known.visited.size > MOST_REDIRECTS) return false
  request.message.ruri = target
  return true
}

/** `false`: nothing to seek, and the failure is told as it is. */
function tryNextServer(request: RequestUnderWay, answer: Core.IncomingResponseMessage, known: Tries): boolean {
  const seek = nextServerOf(request)
  if (!seek || known.serversLeft >= MOST_SERVERS_LEFT || !isServerFailure(request, answer, known)) return false
  known.serversLeft += 1
  known.waiting = answer
  void seek(answer).then((isThere) => {
    if (known.waiting !== answer) return
    if (!isThere) {
      giveUpWaiting(request, known)
      return
    }
    known.waiting = null
    known.hasProvisional = false
    sendToAnother(request)
  })
  return true
}

/** The failure is told after all. */
function giveUpWaiting(request: RequestUnderWay, known: Tries): void {
  const { waiting } = known
  if (!waiting) return
  known.waiting = null
  known.serversLeft = MOST_SERVERS_LEFT
  request.receiveResponse(waiting)
}

/**
 * RFC 3263 §4.3: the same request with another branch. Call-ID, tag and number stay, so that a telephone which was
 * reached twice knows it for the same call (482, RFC 3261 §8.2.2.2). What one server asked for is no answer to another.
 */
function sendToAnother(request: RequestUnderWay): void {
  const { message } = request
  delete message.headers['Authorization']
  delete message.headers['Proxy-Authorization']
  Object.assign(request, { credentials: undefined, challenged: false, stale: false })
  request.init()
}

/** The SIP addresses of the answer, best first; other schemes are nothing that this phone could dial by itself. */
function targetsOf(answer: Core.IncomingResponseMessage): readonly URI[] {
  const found = answer.getHeaders('contact').flatMap((_value, at) => {
    const contact = answer.parseHeader('contact', at) as
      { readonly uri?: URI; getParam?: (name: string) => unknown } | undefined
    const uri = contact?.uri
    if (uri?.scheme !== 'sip' || !Grammar.URIParse(uri.toString())) return []
    return [{ uri, weight: weightOf(contact?.getParam?.('q')) }]
  })
  return found.sort((a, b) => b.weight - a.weight).map(({ uri }) => uri)
}

/** RFC 3261 §20.10: between 0 and 1, the better the higher. */
function weightOf(q: unknown): number {
  const weight = typeof q === 'string' ? Number(q) : 1
  return Number.isFinite(weight) ? weight : 1
}
