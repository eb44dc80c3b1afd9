import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CallId } from '#shared/domain/ids'
import type { SipTransport } from '#shared/domain/sip-account'
import { createFixture, type PhoneFixture } from '../../../electron/sip/testing/phone-fixture'
import { startSipSandbox, type SipSandbox } from '../../../sandbox/sip/index'

describe.each<SipTransport>(['ws', 'tcp', 'udp', 'wss', 'tls'])(
  '[K8] the phone over %s against the sandbox registrar',
  (transport) => {
    let sandbox: SipSandbox
    let desk: PhoneFixture

    beforeEach(async () => {
      sandbox = await startSipSandbox({ tls: transport === 'wss' || transport === 'tls' })
      const endpoint = sandbox[transport]
      if (!endpoint) throw new Error('The sandbox has no such port.')
      const path = 'path' in endpoint ? endpoint.path : '/'
      desk = createFixture({ account: { transport, port: endpoint.port, webSocketPath: path, domain: sandbox.domain } })
    })

    afterEach(async () => {
      await desk.phone.stop()
      await sandbox.stop()
    })

    async function register(): Promise<void> {
      if (transport === 'wss' || transport === 'tls') await pin()
      desk.phone.start()
      await desk.untilRegistered()
    }

    /** The sandbox's certificate is nobody's: the refusal names its fingerprint, which the person then accepts. */
    async function pin(): Promise<void> {
      desk.phone.start()
      await desk.until('refusal', () => desk.registration()?.kind === 'stopped')
      const registration = desk.registration()
      if (registration?.kind !== 'stopped') throw new Error('not stopped')
      expect(registration.reason).toBe('certificateRefused')
      const fingerprint = /SHA-256: ([0-9A-F:]+)/.exec(registration.detail ?? '')?.[1]
      if (fingerprint === undefined) throw new Error('no fingerprint')
      const [account] = desk.accounts.list()
      if (!account) throw new Error('no account')
      await desk.phone.sipHandlers.saveAccount({ ...account, pinnedFingerprint: fingerprint, password: null })
    }

    it('registers, calls a callee that answers, and hangs up', async () => {
      await register()
      const id = await desk.dial('8 (495) 000-04-40')
      await desk.untilPhase(id, 'active')
      expect(desk.media.sounds).toContain('ringback')
      expect(await sandbox.control.calls()).toMatchObject([{ state: 'answered', direction: 'from-phone' }])

      expect(await desk.phone.callHandlers.hangUp({ id })).toEqual({ ok: true, value: null })
      await desk.untilPhase(id, 'ended')
      expect(desk.records).toMatchObject([{ id, outcome: 'answered', direction: 'outgoing' }])
    })

    it('[K5] shows the called person the technical number and the note, and stays the account for the registrar', async () => {
      await register()
      const note = 'Звонят по вакансии «Повар» в ООО "Вектор\\Плюс"'
      const started = await desk.phone.callHandlers.startCall({
        number: '8 (495) 000-04-40',
        chatId: null,
        accountId: null,
        presentation: { number: '+74951234567', note },
      })
      if (!started.ok) throw new Error(started.error.reason)
      const id = started.value as CallId
      await desk.untilPhase(id, 'active')
      expect(await sandbox.control.calls()).toMatchObject([
        { user: 'agent', shows: { name: note, preferred: { name: note, number: '+74951234567' } } },
      ])
      // Hold goes on in the same dialog.
      await desk.phone.callHandlers.hold({ id })
      await desk.until('held', () => desk.call(id)?.isHeld === true)
      expect(await sandbox.control.calls()).toMatchObject([{ isHeld: true }])
    })

    it('[K5] without either shows what it always shows', async () => {
      await register()
      await desk.untilPhase(await desk.dial('8 (495) 000-04-40'), 'active')
      expect(await sandbox.control.calls()).toMatchObject([{ shows: { name: null, preferred: null } }])
    })

    it('rings for an incoming call and answers it', async () => {
      await register()
      const calling = sandbox.control.callUser({ to: 'agent', from: '+79001112233', displayName: 'Иван', media: 'rtp' })
      await desk.until('incoming', () => desk.calls()[0]?.phase.kind === 'incoming')
      const [call] = desk.calls()
      expect(call).toMatchObject({ number: '+79001112233', name: 'Иван', direction: 'incoming' })
      expect(desk.media.sounds).toEqual(['trill'])
      const id = call?.id as CallId
      expect(await desk.phone.callHandlers.answer({ id })).toEqual({ ok: true, value: null })
      await desk.untilPhase(id, 'active')

      // In the same breath: the ACK of the answer is still under way.
      expect(await desk.phone.callHandlers.hold({ id })).toEqual({ ok: true, value: null })
      await desk.until('held', () => desk.call(id)?.isHeld === true)
      expect(desk.call(id)?.phase.kind).toBe('active')

      await sandbox.control.hangUp(await calling)
      const ended = await desk.untilPhase(id, 'ended')
      expect(ended.phase).toMatchObject({ reason: 'hungUpThere', outcome: 'answered' })
    })
  },
)
