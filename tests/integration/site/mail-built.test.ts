import { afterAll, beforeAll, expect, it } from 'vitest'

import { buildHub, runBuiltHub, startMessage, type BuiltHub } from '../../../hub/testing/built-hub'
import { PASSWORD, readLetter, startMailServer } from '../../../hub/testing/mail-server'
import { makeTestFolder, PREPARING_MS } from '../../../hub/testing/test-folder'
import { SECRET } from '../../../hub/testing/test-hub'

let built: BuiltHub

beforeAll(async () => {
  built = await buildHub()
}, PREPARING_MS)
afterAll(() => {
  built.remove()
})

it(
  '[N1] the hub as it is packed sends letters too',
  async () => {
    const folder = makeTestFolder()
    const mail = await startMailServer({ user: 'otklik' })
    const hub = await runBuiltHub(built, startMessage(folder.path))
    const { password: _password, ...settings } = mail.server
    const reply = await fetch(`${hub.url}/api/administration/mail/test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
      body: JSON.stringify({ settings, password: PASSWORD, to: 'admin@romashka.ru', language: 'ru' }),
    })
    expect(await reply.json()).toEqual({ failure: null })
    expect(readLetter(mail.letters[0]?.source ?? '').headers).toContain('Subject: Проверочное письмо Otklik')
    hub.child.kill('SIGKILL')
    await hub.exited()
    await mail.close()
    folder.remove()
  },
  PREPARING_MS,
)
