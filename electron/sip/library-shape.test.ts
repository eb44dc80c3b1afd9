import { Core, UserAgent } from 'sip.js'
import { describe, expect, it } from 'vitest'

/**
 * What `second-tries`, `next-server`, `unique-branches`, `session-refresh` and `taken-up-session` use of the library beyond its published
 * types. A new version that changes one of these would not fail to compile; calls would fail instead.
 */
describe('the library that is patched', () => {
  const source = (method: unknown): string => String(method).replace(/\s+/g, ' ')
  const client = Core.UserAgentClient.prototype as unknown as Record<string, unknown>
  const invite = Core.InviteUserAgentClient.prototype as unknown as Record<string, unknown>
  const dialogClient = Core.ReInviteUserAgentClient.prototype as unknown as Record<string, unknown>

  it('has the door for second tries: a guard of (message, dialog), and cancel of (reason, options)', () => {
    expect([client['authenticationGuard'], client['cancel'], client['init'], client['receiveResponse']]).toEqual(
      Array.from({ length: 4 }, (): unknown => expect.any(Function)),
    )
    expect((client['authenticationGuard'] as { length: number }).length).toBe(2)
    expect((client['init'] as { length: number }).length).toBe(0)
    expect(invite['authenticationGuard']).toBe(client['authenticationGuard'])
    expect(invite['init']).toBe(client['init'])
  })

  it.each([
    ['of any request', client],
    ['of a new call', invite],
    ['within a call', dialogClient],
  ])('asks the guard before anything else about an answer %s', (_which, prototype) => {
    expect(source(prototype['receiveResponse'])).toMatch(
      /^receiveResponse\(message\) \{ if \(!this\.authenticationGuard\(message(, this\.dialog)?\)\) \{ return;? \}/,
    )
  })

  it('keeps what it has answered a challenge with in the fields that a next server needs empty', () => {
    const guard = source(client['authenticationGuard'])
    for (const field of ['challenged', 'stale', 'credentials']) expect(guard).toContain(`this.${field}`)
  })

  it('makes a new transaction at each sending, with a new branch in Via, and lists it in the core', () => {
    const init = source(client['init'])
    expect(init).toContain('new this.transactionConstructor(this.message, this.core.transport, user)')
    expect(init).toContain('this.core.userAgentClients.set(')
    expect(source(Core.ClientTransaction)).toContain('setViaHeader')
    expect((Core.ClientTransaction as unknown as Record<string, unknown>)['makeId']).toEqual(expect.any(Function))
  })

  it('tells a request of a broken connection by the transaction', () => {
    const transaction = Core.InviteClientTransaction.prototype as unknown as Record<string, unknown>
    expect(source(transaction['onTransportError'])).toContain('this.user.onTransportError(error)')
    expect(source(invite['onTransportError'])).toContain('Calling')
    expect(dialogClient['onTransportError']).toBe(client['onTransportError'])
    expect(Core.ByeUserAgentClient.prototype).toBeInstanceOf(Core.UserAgentClient)
  })

  it('reads of the transaction that began a dialog its request and its kind, and the rest for the ACK of a first 200', () => {
    const text = source(Core.SessionDialog)
    const uses = [...text.matchAll(/this\.initialTransaction(\.\w+| instanceof \w+)?/g)].map(([, use = '']) => use)
    expect(new Set(uses)).toEqual(
      new Set(['', '.request', '.state', ' instanceof InviteServerTransaction', ' instanceof InviteClientTransaction']),
    )
    // Each without a kind or a request: kept by the constructor, and used while an ACK is waited for or sent.
    expect(text.split('this.initialTransaction.state')).toHaveLength(
      text.split('this.ackWait && this.initialTransaction.state').length,
    )
    expect(text.match(/transaction = this\.initialTransaction;/g)).toHaveLength(2)
    expect(text).toContain('this.signalingStateTransition(initialTransaction.request)')
    expect((Core.SessionDialog as unknown as { length: number }).length).toBe(4)
  })

  it('answers a call with Replaces by the session of Call-ID and one of the tags', () => {
    expect(source(UserAgent)).toContain('this._sessions[callId + fromTag] || this._sessions[callId + toTag]')
  })
})
