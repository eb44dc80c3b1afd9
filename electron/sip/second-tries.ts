import { Core, Grammar, type URI } from 'sip.js'

/** What the library keeps to itself of a request under way; its types call it private. */
interface RequestUnderWay {
  readonly message: Core.OutgoingRequestMessage & { ruri: URI }
  init(): void
}

interface Door {
  authenticationGuard: (this: RequestUnderWay, message: Core.IncomingResponseMessage, dialog?: Core.Dialog) => boolean
  cancel: (this: RequestUnderWay, reason?: string, options?: Core.RequestOptions) => Core.OutgoingRequestMessage
}

/** A number may be forwarded from one desk to the next; more than this is a circle. */
const MOST_REDIRECTS = 3

interface Tries {
  hasRaisedInterval: boolean
  readonly visited: Set<string>
  isCancelled: boolean
}

let isInstalled = false

/**
 * sip.js sends a request once more for a challenge (401, 407) and for nothing else. Here it does so too for a longer
 * session interval (422, RFC 4028 §7.3; `SessionTimers` writes it) and for another address (301 and 302 to a new call,
 * RFC 3261 §8.1.3.4), by the same door and before anybody hears of the answer.
 */
export function installSecondTries(): void {
  if (isInstalled) return
  isInstalled = true
  // The two are private in the library's types and stable in its code, which no longer changes.
  const door = Core.UserAgentClient.prototype as unknown as Door
  const { authenticationGuard, cancel } = door
  const tries = new WeakMap<RequestUnderWay, Tries>()
  const triesOf = (request: RequestUnderWay): Tries => {
    const known = tries.get(request) ?? { hasRaisedInterval: false, visited: new Set(), isCancelled: false }
    tries.set(request, known)
    return known
  }
  door.authenticationGuard = function (message, dialog) {
    if (!authenticationGuard.call(this, message, dialog)) return false
    const known = triesOf(this)
    if (known.isCancelled || !isWorthAnother(this, message, known, dialog)) return true
    sendAgain(this, dialog)
    return false
  }
  door.cancel = function (reason, options) {
    triesOf(this).isCancelled = true
    return cancel.call(this, reason, options)
  }
}

function isWorthAnother(
  request: RequestUnderWay,
  answer: Core.IncomingResponseMessage,
  known: Tries,
  dialog?: Core.Dialog,
): boolean {
  const { method } = request.message
  if (answer.statusCode === 422 && (method === 'INVITE' || method === 'UPDATE')) {
    if (known.hasRaisedInterval || !answer.hasHeader('min-se')) return false
    known.hasRaisedInterval = true
    return true
  }
  if ((answer.statusCode !== 302 && answer.statusCode !== 301) || method !== 'INVITE' || dialog) return false
  const target = firstTarget(answer)
  known.visited.add(request.message.ruri.toString())
  if (!target || known.visited.has(target.toString()) || known.visited.size > MOST_REDIRECTS) return false
  request.message.ruri = target
  return true
}

/** The first SIP address of the answer; other schemes are nothing that this phone could dial by itself. */
function firstTarget(answer: Core.IncomingResponseMessage): URI | null {
  for (let at = 0; at < answer.getHeaders('contact').length; at += 1) {
    const contact = answer.parseHeader('contact', at) as { readonly uri?: URI } | undefined
    const uri = contact?.uri
    if (uri?.scheme === 'sip' && Grammar.URIParse(uri.toString())) return uri
  }
  return null
}

function sendAgain(request: RequestUnderWay, dialog?: Core.Dialog): void {
  const { message } = request
  message.cseq += 1
  if (dialog?.localSequenceNumber) {
    dialog.incrementLocalSequenceNumber()
    message.cseq = dialog.localSequenceNumber
  }
  message.setHeader('cseq', `${String(message.cseq)} ${message.method}`)
  request.init()
}
