import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import type { MessageId } from '../../../shared/domain/ids'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { textMessage } from '../../../hub/testing/test-hub'
import { visitConsentPage } from '../avito/rig'
import { makeJobsRig, PATIENCE, type JobsRig } from './rig'

type Kind = 'avito' | 'avitoJobs'

let rig: JobsRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  rig = await makeJobsRig()
  await rig.sandbox.control.setRedirectUrl(`${rig.hub.url}/oauth/callback`)
})
afterEach(() => rig.stop())

async function connect(kind: Kind): Promise<{ readonly id: string; readonly consentUrl: string }> {
  const { channel, consentUrl } = await rig.connect(kind, 'partner')
  if (consentUrl === null) throw new Error('An address for the browser was expected')
  return { id: channel.id, consentUrl }
}

/** The browser goes on to where the consent page sends it. */
async function comeBack(back: URL, language = 'ru'): Promise<readonly [number, string]> {
  expect(back.origin).toBe(new URL(rig.hub.url).origin)
  const page = await fetch(back, { headers: { 'accept-language': language } })
  return [page.status, await page.text()]
}

const WAITS = { kind: 'needsAuthorisation', reason: 'neverAuthorised' } as const

const KINDS: readonly (readonly [ids: string, kind: Kind, rights: readonly string[], told: RegExp])[] = [
  ['[AV-08] [AV-09] [AV-10] [AV-11] [A2] [A3] [A5]', 'avito', ['messenger:read', 'messenger:write'], /messenger:write/],
  [
    '[AV-43] [AV-44] [AV-45] [AV-46] [AV-47] [A2] [A3] [A4] [A5]',
    'avitoJobs',
    ['job:applications', 'job:cv', 'messenger:write'],
    /персональные данные соискателей при просмотре их резюме и отправке сообщений/,
  ],
]

it.each(KINDS)(
  '%s %s by consent: browser, success page, account, cases; after disconnecting it asks anew',
  async (_ids, kind, rights, told) => {
    const first = await connect(kind)
    // The person types telephone and password there, never here.
    expect(new URL(first.consentUrl).origin).toBe(new URL(rig.sandbox.consentUrl).origin)
    expect(await rig.channel(kind)).toMatchObject({ health: WAITS, account: null })

    const visit = await visitConsentPage(first.consentUrl, 'allow')
    expect(visit.scopes).toEqual(expect.arrayContaining([...rights]))
    expect(visit.page).toMatch(told)
    expect(await comeBack(visit.back)).toEqual([200, expect.stringContaining('Готово: доступ получен') as unknown])
    await rig.receives(kind)
    await expect
      .poll(async () => (await rig.channel(kind)).account, PATIENCE)
      .toMatchObject({ externalId: String(rig.sandbox.userId), name: expect.stringMatching(/./) as unknown })
    const { chatId } = await rig.sandbox.control.clientWrites({ clientName: 'Артём', text: 'Добрый день' })
    await expect.poll(() => rig.chat(chatId)?.case.state.kind, PATIENCE).toBe('queued')

    const gone = await rig.hub.request(`/api/channels/${first.id}`, { method: 'DELETE' })
    expect(gone.status).toBe(204)
    const second = await connect(kind)
    expect(second.id).not.toBe(first.id)
    expect((await rig.channel(kind)).health).toEqual(WAITS)
    // The consent of before has been used: it opens nothing.
    expect(await comeBack(visit.back, 'en')).toEqual([400, expect.stringContaining('out of date') as unknown])
    expect((await rig.channel(kind)).health).toEqual(WAITS)

    const again = await visitConsentPage(second.consentUrl, 'allow')
    expect((await comeBack(again.back))[0]).toBe(200)
    await rig.receives(kind)
  },
)

it('[AV-10] [A2] a refusal on the consent page leaves the channel without access, and says so', async () => {
  const { consentUrl } = await connect('avitoJobs')
  const { back } = await visitConsentPage(consentUrl, 'deny')
  expect(await comeBack(back, 'en')).toEqual([400, expect.stringContaining('Access was not granted') as unknown])
  expect((await rig.channel('avitoJobs')).health).toEqual(WAITS)
})

it('[AV-76] [A5] [M23] consent taken back in the middle of a send: the text stays and says why; after a new consent it goes once', async () => {
  const { control } = rig.sandbox
  const { id, consentUrl } = await connect('avitoJobs')
  await comeBack((await visitConsentPage(consentUrl, 'allow')).back)
  await rig.receives('avitoJobs')
  const { chatId } = await control.clientWrites({ clientName: 'Артём', text: 'Добрый день' })
  await expect.poll(() => rig.chat(chatId)?.case.state.kind, PATIENCE).toBe('queued')
  const chat = rig.chat(chatId)
  if (!chat) throw new Error('A chat was expected')

  await control.revokeRefreshTokens()
  await control.expireAccessTokens()
  const messageId = rig.hub.newId<MessageId>()
  expect(await rig.hub.command('sendMessage', textMessage(chat.id, messageId, 'Ждём вас'))).toBeNull()
  const ours = async () => (await rig.hub.messages(chat.id)).find((message) => message.id === messageId)
  await expect
    .poll(async () => (await ours())?.delivery, PATIENCE)
    .toMatchObject({ state: 'failed', reason: 'notAuthorised' })
  expect((await ours())?.content).toEqual({ kind: 'text', text: 'Ждём вас' })
  await expect
    .poll(async () => (await rig.channel('avitoJobs')).health, PATIENCE)
    .toEqual({ kind: 'needsAuthorisation', reason: 'expired' })
  expect(await control.received()).toEqual([])

  const again = await rig.hub.json<{ consentUrl: string }>(`/api/channels/${id}/authorise`, { method: 'POST' })
  await comeBack((await visitConsentPage(again.consentUrl, 'allow')).back)
  await rig.receives('avitoJobs')
  expect(await rig.hub.command('retryMessage', { messageId })).toBeNull()
  await expect.poll(async () => (await ours())?.delivery?.state, PATIENCE).toBe('sent')
  expect((await control.received()).map(({ text }) => text)).toEqual(['Ждём вас'])
})
