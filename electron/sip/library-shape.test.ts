import { Core } from 'sip.js'
import { describe, expect, it } from 'vitest'

/**
 * What `second-tries`, `next-server`, `unique-branches` and `session-refresh` use of the library beyond its published
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
})
