import { randomUUID } from 'node:crypto'

import { afterEach, expect, it } from 'vitest'

import type { MailView, SaveMailRequest, TestMailReply } from '../../../shared/contract/mail-admin'
import { PASSWORD, startMailServer, type TestMailServer } from '../../../hub/testing/mail-server'
import { makeSiteRig, type SiteRig } from './rig'
import type { TestVisitor } from './visitor'

const MAIL = '/api/administration/mail'
let rig: SiteRig
let mail: TestMailServer | null = null

afterEach(async () => {
  await rig.stop()
  await mail?.close()
  mail = null
})

function settings({ password: _password, ...server }: TestMailServer['server']): SaveMailRequest['settings'] {
  return server
}

const save = (request: unknown) =>
  rig.hub.request(MAIL, {
    method: 'PUT',
    body: JSON.stringify(request),
    headers: { 'content-type': 'application/json' },
  })

async function email(visitor: TestVisitor, address: string | null) {
  const before = visitor.frames.length
  visitor.send({ type: 'email', email: address })
  return visitor.until(({ frames }) => frames.slice(before).find(({ type }) => type === 'email'))
}

it('[N1] the mail server is set, tried and forgotten; its password comes back to nobody and goes to no other server', async () => {
  rig = await makeSiteRig()
  mail = await startMailServer({ user: 'otklik' })
  const wished = settings(mail.server)
  expect(await rig.hub.json<MailView>(MAIL)).toEqual({ settings: null, hasPassword: false })
  expect((await save({ settings: wished, password: null })).status).toBe(409)
  const saved = await save({ settings: wished, password: PASSWORD })
  expect([saved.status, await saved.json()]).toEqual([200, { settings: wished, hasPassword: true }])
  expect(await (await rig.hub.request(MAIL)).text()).not.toContain(PASSWORD)

  const trial = { settings: wished, password: null, to: 'admin@romashka.ru', language: 'ru' }
  expect(await rig.post<TestMailReply>(`${MAIL}/test`, trial)).toEqual({ failure: null })
  expect(mail.letters.map(({ to }) => to)).toEqual([['admin@romashka.ru']])
  const wrong = await rig.post<TestMailReply>(`${MAIL}/test`, { ...trial, password: 'не тот' })
  expect(wrong.failure).toMatchObject({ layer: 'login' })
  const elsewhere = { ...wished, host: 'localhost' }
  expect(await rig.post(`${MAIL}/test`, { ...trial, settings: elsewhere })).toMatchObject({ error: 'passwordNeeded' })
  expect((await save({ settings: { ...wished, user: 'other' }, password: null })).status).toBe(409)
  expect(mail.letters).toHaveLength(1)

  expect((await rig.hub.request(MAIL, { method: 'DELETE' })).status).toBe(204)
  expect(await rig.hub.json<MailView>(MAIL)).toEqual({ settings: null, hasPassword: false })
})

it('[N1] refuses settings that are none, or would send a password in the open', async () => {
  rig = await makeSiteRig()
  mail = await startMailServer()
  const good = settings(mail.server)
  const bad = [
    { ...good, host: 'mail.ru' },
    { ...good, host: 'mail.ru\r\nQUIT' },
    { ...good, host: '' },
    { ...good, port: 0 },
    { ...good, senderAddress: 'chat' },
    { ...good, senderAddress: 'a@mail.ru\r\nBcc: b@mail.ru' },
    { ...good, user: 'a\r\nb' },
  ]
  for (const wished of bad)
    expect([wished, (await save({ settings: wished, password: null })).status]).toEqual([wished, 400])
  const named = await save({ settings: { ...good, senderName: 'Ромашка\r\nBcc: b@mail.ru' }, password: null })
  expect(await named.json()).toMatchObject({ settings: { senderName: 'Ромашка Bcc: b@mail.ru' } })
})

it('[N1] a visitor leaves an address, finds it again, removes it; other visitors see nothing of it', async () => {
  rig = await makeSiteRig()
  mail = await startMailServer()
  await save({ settings: settings(mail.server), password: null })
  const visitor = await rig.visitor()
  expect(visitor.frames[0]).toMatchObject({ type: 'welcome', canNotify: true, email: null })
  const conversationId = randomUUID()
  await visitor.say('Здравствуйте', conversationId)
  expect(await email(visitor, 'не адрес')).toEqual({ type: 'email', email: null, isTaken: false })
  expect(await email(visitor, 'anna@mail.ru\r\nBcc: b@mail.ru')).toMatchObject({ isTaken: false })
  expect(await email(visitor, 'anna@mail.ru')).toEqual({ type: 'email', email: 'anna@mail.ru', isTaken: true })
  await rig.restart()
  const again = await rig.visitor({ key: visitor.key })
  expect(again.frames[0]).toMatchObject({ type: 'welcome', canNotify: true, email: 'anna@mail.ru' })
  const other = await rig.visitor()
  await other.say('И я', randomUUID())
  expect(JSON.stringify(other.frames)).not.toContain('anna@')
  expect(await email(again, null)).toEqual({ type: 'email', email: null, isTaken: true })
})

it('[N1] a link can be made with the person’s address; a bad one is refused', async () => {
  rig = await makeSiteRig()
  const person = { kind: 'new', name: 'Анна', title: null }
  const { key } = await rig.makeLink({ person, email: 'anna@mail.ru', validForDays: 1 })
  const visitor = await rig.visitor({ channelId: null, key })
  expect(visitor.frames[0]).toMatchObject({ type: 'welcome', email: 'anna@mail.ru' })
  const refused = await rig.hub.request(`/api/site-channels/${rig.channel.id}/links`, {
    method: 'POST',
    body: JSON.stringify({ person, email: 'anna', validForDays: 1 }),
    headers: { 'content-type': 'application/json' },
  })
  expect(refused.status).toBe(400)
})
