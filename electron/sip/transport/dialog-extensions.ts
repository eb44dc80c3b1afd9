import type { Disposable } from '#shared/lib/disposable'
import { refuseRequest } from './refuse-request'
import { SessionTimers, type SessionTimersOptions } from './session-timers'
import { UpdateBridge, type UpdateBridgeOptions } from './update-bridge'
import { formatWireMessage, isResponse, parseWireMessage } from './wire-message'

export interface DialogExtensionsOptions extends SessionTimersOptions, UpdateBridgeOptions {}

export type Passed =
  | { readonly kind: 'deliver'; readonly text: string }
  /** To be sent back; the user agent never hears of the request. */
  | { readonly kind: 'answer'; readonly text: string }

/** Most messages concern none of it and are not taken apart. */
const CONCERNS_SESSIONS = /\r\nCSeq[ \t]*:[ \t]*\d+[ \t]+(?:INVITE|UPDATE|BYE)[ \t]*\r\n/i
/** The library's list of methods knows nothing of the bridge. */
const ALLOW_WITHOUT_UPDATE = /(\r\nAllow: (?![^\r\n]*UPDATE)[^\r\n]+)/i
const REQUIRES = /\r\nRequire[ \t]*:/i
const OTHER_VERSION = /^[^\r]* SIP\/(?!2\.0\r)[^\r]*\r/
const METHODS = /^(\S+) [^]*?\r\nCSeq[ \t]*:[ \t]*\d+[ \t]+([^\s]+)/i

/** What SIP wants of a phone and the library does not do, on messages as they pass between it and the wire. */
export class DialogExtensions implements Disposable {
  private readonly timers: SessionTimers
  private readonly updates: UpdateBridge

  constructor(options: DialogExtensionsOptions) {
    this.timers = new SessionTimers(options)
    this.updates = new UpdateBridge(options)
  }

  handleIncoming(text: string): Passed {
    const concerns = CONCERNS_SESSIONS.test(text)
    if (!concerns && (text.startsWith('SIP/') || !isSuspect(text))) return { kind: 'deliver', text }
    const message = parseWireMessage(text)
    if (!message) return { kind: 'deliver', text }
    if (!isResponse(message)) {
      const refusal = refuseRequest(message)
      if (refusal !== null) return { kind: 'answer', text: refusal }
    }
    const tooShort = this.timers.handleIncoming(message)
    if (tooShort !== null) return { kind: 'answer', text: tooShort }
    if (!message.startLine.startsWith('UPDATE ')) return { kind: 'deliver', text }
    const taken = this.updates.takeUpdate(message)
    if (taken.kind === 'deliver') return { kind: 'deliver', text: formatWireMessage(taken.message) }
    const answer = parseWireMessage(taken.text)
    return { kind: 'answer', text: answer ? formatWireMessage(this.timers.handleOutgoing(answer)) : taken.text }
  }

  /** `null`: it stays here. */
  handleOutgoing(plain: string): string | null {
    const text = plain.replace(ALLOW_WITHOUT_UPDATE, '$1,UPDATE')
    if (!CONCERNS_SESSIONS.test(text)) return text
    const message = parseWireMessage(text)
    if (!message) return text
    const named = this.updates.handleOutgoing(message)
    return named && formatWireMessage(this.timers.handleOutgoing(named))
  }

  dispose(): void {
    this.timers.dispose()
  }
}

function isSuspect(request: string): boolean {
  const [, method, named] = METHODS.exec(request) ?? []
  return method !== named || REQUIRES.test(request) || OTHER_VERSION.test(request)
}
