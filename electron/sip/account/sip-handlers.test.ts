import { expect, it } from 'vitest'

import type { SipAccount } from '#shared/domain/sip-account'
import type { AccountStore } from '../phone-ports'
import { createFixture } from '../testing/phone-fixture'
import { testAuthority } from '../testing/tiny-servers'

it('[K8] a line is saved with the authority of a company alone, and says what the file is otherwise', async () => {
  const desk = createFixture({ account: { transport: 'tls', port: 5061 } })
  const [account] = desk.accounts.list()
  if (!account) throw new Error('no account')
  const save = (authorityPem: string) =>
    desk.phone.sipHandlers.saveAccount({ ...account, authorityPem, password: null })
  expect(save(testAuthority('ca-expired'))).toEqual({
    ok: false,
    error: { reason: 'authorityRefused', problem: 'expired' },
  })
  expect(desk.accounts.list()).toEqual([account])
  expect(save(testAuthority())).toMatchObject({ ok: true, value: { authorityPem: testAuthority() } })
  expect(desk.phone.sipHandlers.readAuthority({ pem: testAuthority() })).toMatchObject({
    ok: true,
    value: { subject: 'Otklik Test, Otklik Test CA' },
  })
  await desk.phone.stop()
})

it('[I2] a line of the company is neither changed, removed nor led to another server over IPC', async () => {
  const desk = createFixture({ account: { transport: 'tcp', port: 5060, host: '127.0.0.1', domain: 'pbx.firm.ru' } })
  const [account] = desk.accounts.list()
  if (!account) throw new Error('no account')
  Object.assign(desk.accounts, {
    brokenLocks: ({ host }: SipAccount) => (host === account.host ? [] : ['line1.server']),
    underLocks: (given: SipAccount) => ({ ...given, host: account.host, port: 1 }),
    keptBy: () => 'line1.server',
  } satisfies Partial<AccountStore>)
  const { sipHandlers } = desk.phone
  const led = { ...account, host: 'evil.invalid', password: null }
  const refused = { ok: false, error: { reason: 'locked', keys: ['line1.server'] } }
  expect(sipHandlers.saveAccount(led)).toEqual(refused)
  expect(sipHandlers.removeAccount({ id: account.id })).toEqual(refused)
  expect(desk.accounts.list()).toEqual([account])
  const steps = await sipHandlers.testAccount({ testId: '01890000-0000-7000-8000-0000000000aa', account: led })
  expect(steps.slice(0, 2)).toMatchObject([
    { layer: 'dns', outcome: { kind: 'passed' } },
    { layer: 'connect', outcome: { kind: 'failed', reason: 'connectionRefused' } },
  ])
  await desk.phone.stop()
})
