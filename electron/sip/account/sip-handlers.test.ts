import { expect, it } from 'vitest'

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
