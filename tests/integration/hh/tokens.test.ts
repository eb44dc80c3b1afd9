import { afterEach, describe, expect, it } from 'vitest'

import { anna, aText, byWebhookOnly, giveConsent, has, isReceiving, makeResponded, makeRig, type Rig } from './rig'

let rig: Rig
afterEach(() => rig.stop())

const REFRESH = { method: 'POST', pathPart: '/token' }
const nothing = 'nothing was issued yet'

function refreshTokenOf(secret: string | undefined | null): string {
  return (JSON.parse(secret ?? '{}') as { refreshToken?: string }).refreshToken ?? nothing
}

describe('consent to hh.ru', () => {
  it('[A2] [A3] is asked for with a state and a challenge, and returns once', async () => {
    rig = await makeRig({ isFresh: true })
    rig.channel.start()
    await rig.host.until(() => rig.host.health?.kind === 'needsAuthorisation')
    expect(rig.host.health).toEqual({ kind: 'needsAuthorisation', reason: 'neverAuthorised' })
    const address = await rig.channel.beginAuthorisation()
    const asked = new URL(address).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('role')).toBe('employer')
    const query = await giveConsent(address, 'allow', rig.sandbox.managerIds[0])
    expect(rig.channel.ownsState(query['state'] ?? '')).toBe(true)
    expect(await rig.channel.finishAuthorisation(query)).toEqual({ kind: 'authorised' })
    await rig.host.until(() => isReceiving(rig.host))
    expect(rig.host.account).toMatchObject({
      externalId: rig.sandbox.managerIds[0],
      name: 'Компания „Ромашка“, Ирина Полякова',
      email: 'polyakova@romashka.example',
    })
    expect(await rig.channel.finishAuthorisation(query)).toMatchObject({ kind: 'failed' })
  })

  it('[A2] is of no use to whoever has the code without the verifier', async () => {
    rig = await makeRig({ isFresh: true })
    const query = await giveConsent(await rig.channel.beginAuthorisation(), 'allow', rig.sandbox.managerIds[0])
    const thief = new URL(await rig.channel.beginAuthorisation()).searchParams.get('state') ?? ''
    expect(await rig.channel.finishAuthorisation({ ...query, state: thief })).toMatchObject({ kind: 'failed' })
    expect(rig.host.secret).toBeNull()
  })

  it('[A2] may be declined', async () => {
    rig = await makeRig({ isFresh: true })
    const query = await giveConsent(await rig.channel.beginAuthorisation(), 'deny', rig.sandbox.managerIds[0])
    expect(await rig.channel.finishAuthorisation(query)).toEqual({ kind: 'declined' })
  })
})

describe('tokens of hh.ru', () => {
  it('[A21] are renewed once, however many requests find them expired, and saved before they are used', async () => {
    const made = await makeResponded({ tuning: byWebhookOnly })
    rig = made
    const { chatId } = made.response
    const before = (await made.sandbox.control.stats()).tokensIssued
    await made.sandbox.control.expireAccessTokens()
    const results = await Promise.all([
      made.channel.send(aText(chatId, 'раз')),
      made.channel.send(aText(chatId, 'два')),
      made.channel.markRead(chatId),
    ])
    expect(results.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'done'])
    expect((await made.sandbox.control.stats()).tokensIssued).toBe(before + 1)
    expect(made.host.savedSecrets).toHaveLength(1)
    // A further driver, as after a crash, goes on with what was saved.
    made.channel.dispose()
    await made.sandbox.control.expireAccessTokens()
    expect(await made.restart().send(aText(chatId, 'три'))).toMatchObject({ kind: 'sent' })
    expect(new Set(made.host.savedSecrets.map(refreshTokenOf)).size).toBe(2)
  })

  it('[A21] are not used before they are durable', async () => {
    const made = await makeResponded({ tuning: byWebhookOnly })
    rig = made
    made.host.beforeSaveSecret = () => Promise.reject(new Error('disk full'))
    await made.sandbox.control.expireAccessTokens()
    const message = aText(made.response.chatId, 'Подождёт')
    expect(await made.channel.send(message)).toMatchObject({ kind: 'notSent' })
    made.host.beforeSaveSecret = () => Promise.resolve()
    expect(await made.channel.send(message)).toMatchObject({ kind: 'sent' })
    expect(made.host.savedSecrets).toHaveLength(1)
  })

  it('[A21] ask for a new consent when the access was taken back, or the refresh was', async () => {
    const made = await makeResponded()
    rig = made
    await made.sandbox.control.revokeAccess(made.sandbox.managerIds[0])
    await made.host.until(() => made.host.health?.kind === 'needsAuthorisation')
    expect(made.host.health).toEqual({ kind: 'needsAuthorisation', reason: 'revoked' })
    expect(await made.channel.send(aText(made.response.chatId, 'Нельзя'))).toMatchObject({
      kind: 'refused',
      reason: 'notAuthorised',
    })
    const query = await giveConsent(await made.channel.beginAuthorisation(), 'allow', made.sandbox.managerIds[0])
    expect(await made.channel.finishAuthorisation(query)).toEqual({ kind: 'authorised' })
    await made.host.until(() => isReceiving(made.host))
  })

  it('[A21] say that they have expired when the answer to a refresh was lost', async () => {
    const made = await makeResponded({ tuning: byWebhookOnly })
    rig = made
    await made.sandbox.control.expireAccessTokens()
    await made.sandbox.control.inject({ match: REFRESH, times: 1, kind: 'dropAfterAccept' })
    expect(await made.channel.markRead(made.response.chatId)).toMatchObject({ kind: 'retry' })
    expect(await made.channel.markRead(made.response.chatId)).toMatchObject({ reason: 'notAuthorised' })
    expect(made.host.health).toEqual({ kind: 'needsAuthorisation', reason: 'expired' })
  })
})

describe('what a person has to set right', () => {
  it('[A21] says that hh.ru asks for a captcha, and goes on when it was passed', async () => {
    const made = await makeResponded()
    rig = made
    await made.sandbox.control.change({ isCaptchaRequired: true })
    await made.host.until(() => made.host.health?.kind === 'refused')
    const { health } = made.host
    expect(health).toMatchObject({ kind: 'refused', reason: 'captcha' })
    const page = health?.kind === 'refused' ? new URL(health.openUrl ?? '') : null
    expect(page?.searchParams.get('backurl')).toBe(made.sandbox.siteUrl)
    expect(await made.channel.send(aText(made.response.chatId, 'Подождёт'))).toMatchObject({ kind: 'notSent' })
    await made.sandbox.control.change({ isCaptchaRequired: false })
    expect(await made.channel.send(aText(made.response.chatId, 'Дошло'))).toMatchObject({ kind: 'sent' })
    await made.host.until(() => has(made.host, made.response.chatId, 'Дошло'))
  })

  it('[A21] says which methods were not paid for', async () => {
    const made = await makeResponded()
    rig = made
    await made.sandbox.control.setPaidGroup('negotiations', false)
    await made.sandbox.control.candidateWrites(made.response.chatId, { text: 'Слышно?' })
    await made.host.until(() => has(made.host, made.response.chatId, 'Слышно?'))
    await made.sandbox.control.setPaidGroup('chats', false)
    await made.host.until(() => made.host.health?.kind === 'refused')
    expect(made.host.health).toEqual({ kind: 'refused', reason: 'unpaid' })
  })

  it('[Q2] brings the response when the day’s views are used up, and the résumé later', async () => {
    rig = await makeRig({ prepare: (sandbox) => sandbox.control.change({ viewsPerDay: 0 }) })
    rig.channel.start()
    await rig.host.until(() => isReceiving(rig.host))
    const { chatId } = await rig.sandbox.control.candidateResponds({ vacancy: 'Курьер', candidate: anna, letter: 'Я' })
    await rig.host.until(() => rig.host.chats.get(chatId)?.response != null)
    expect(rig.host.chats.get(chatId)?.response).toMatchObject({ resume: null, position: anna.text.title })
    expect(rig.host.health).toMatchObject({ kind: 'receiving' })
    await rig.sandbox.control.change({ viewsPerDay: 5 })
    await rig.host.until(() => rig.host.chats.get(chatId)?.response?.resume != null)
  })

  it('[A21] slows down when asked to', async () => {
    const made = await makeResponded()
    rig = made
    await made.sandbox.control.inject({
      match: { method: 'GET', pathPart: '/common/chats' },
      times: 1,
      kind: 'status',
      status: 429,
      retryAfterS: 1,
    })
    await made.host.until(() => made.host.health?.kind === 'limited')
    await made.host.until(() => isReceiving(made.host))
  })
})
