import { afterEach, describe, expect, it } from 'vitest'

import type { FaultAction } from '../../../sandbox/lib/faults'
import { giveConsent } from '../avito/rig'
import { makeDriverRig, type DriverRig } from './driver-rig'

const DAY_MS = 86_400_000
const PATIENCE = { timeout: 40_000 }

let rig: DriverRig
afterEach(() => rig.stop())

const response = (number: number) => ({ vacancy: 'Курьер', name: `Кандидат ${String(number)}`, how: 'phone' as const })

function isReceiving(): boolean {
  return rig.host.health?.kind === 'receiving'
}

describe('polling', () => {
  it('[O1] reads all pages of the window, each response once', async () => {
    rig = await makeDriverRig()
    for (let number = 0; number < 230; number += 1) await rig.sandbox.control.candidateResponds(response(number))
    rig.channel.start()
    await rig.host.until(() => rig.responses().length === 230)
    expect(new Set(rig.responses().map(({ externalId }) => externalId)).size).toBe(230)
    expect([...rig.host.firstTimes.values()].every((times) => times === 1)).toBe(true)
  })

  it('[O1] fills the gap after days off, and sees what changed deep in the list', async () => {
    rig = await makeDriverRig()
    const old = await rig.sandbox.control.candidateResponds(response(0))
    for (let number = 1; number < 120; number += 1) await rig.sandbox.control.candidateResponds(response(number))
    rig.channel.start()
    await rig.host.until(() => rig.responses().length === 120)
    rig.channel.dispose()

    await rig.sandbox.control.advanceClock(4 * DAY_MS)
    for (let number = 120; number < 240; number += 1) await rig.sandbox.control.candidateResponds(response(number))
    await rig.sandbox.control.updateResponse(old.applicationId, { state: 'offer' })
    rig.again().start()
    await rig.host.until(() => rig.responses().length === 240)
    const stageOf = () => rig.responses().find(({ externalId }) => externalId === old.applicationId)?.stage
    await rig.host.until(() => stageOf()?.slug === 'offer')
    expect(stageOf()).toEqual({ slug: 'offer', title: 'Предложение о работе' })
  })

  it('does the work while the webhook is refused, and says that it polls', async () => {
    rig = await makeDriverRig()
    rig.host.webhook = 'http://127.0.0.1:9/nobody-listens'
    rig.channel.start()
    await rig.host.until(isReceiving)
    await rig.sandbox.control.candidateResponds(response(1))
    await rig.host.until(() => rig.responses().length === 1)
    expect([rig.host.delivery, await rig.sandbox.control.applicationWebhooks()]).toEqual(['polling', []])
  })
})

describe('failures', () => {
  const match = { pathPart: '/job/' }

  it('[M23] loses nothing to refused, dropped, slow and broken answers', async () => {
    rig = await makeDriverRig()
    const { control } = rig.sandbox
    const fail = (pathPart: string, fault: FaultAction, times = 1) =>
      control.inject({ ...fault, match: { pathPart }, times })
    await fail('/get_ids', { kind: 'status', status: 500 })
    await fail('/get_ids', { kind: 'status', status: 429, retryAfterS: 1 })
    await fail('/get_by_ids', { kind: 'dropAfterAccept' })
    await fail('/get_states', { kind: 'badJson' })
    await fail('/resumes/', { kind: 'status', status: 503 }, 3)
    await fail('/vacancies/', { kind: 'dropBeforeAccept' }, 2)
    const resume = { title: 'Повар', description: '', params: {} }
    await control.candidateResponds({ vacancy: 'Повар', name: 'Пётр', letter: 'Добрый день', resume })
    rig.channel.start()
    await expect
      .poll(() => rig.responses()[0], PATIENCE)
      .toMatchObject({
        vacancy: { title: 'Повар' },
        resume: { title: 'Повар' },
        stage: { title: 'Новый отклик' },
      })
    expect((await control.stats()).faultsPending).toBe(0)
    await expect.poll(isReceiving, PATIENCE).toBe(true)
  })

  it('[A21] says that the right to responses is missing', async () => {
    rig = await makeDriverRig()
    rig.channel.start()
    await rig.host.until(isReceiving)
    await rig.sandbox.control.inject({ match, times: 1000, kind: 'status', status: 403 })
    await rig.host.until(() => rig.host.health?.kind === 'refused')
    expect(rig.host.health).toEqual({ kind: 'refused', reason: 'forbidden' })
  })

  it('[A21] a résumé that may not be seen leaves the response without one', async () => {
    rig = await makeDriverRig()
    await rig.sandbox.control.inject({ match: { pathPart: '/resumes/' }, times: 10, kind: 'status', status: 402 })
    const resume = { title: 'Повар', description: '', params: {} }
    await rig.sandbox.control.candidateResponds({ vacancy: 'Повар', name: 'Пётр', how: 'phone', resume })
    rig.channel.start()
    await rig.host.until(() => rig.responses().length === 1)
    expect(rig.responses()[0]).toMatchObject({ resume: null, position: null, fullName: 'Пётр' })
  })

  it('[A5] asks for authorisation when the consent is taken back in the middle, and goes on after a new one', async () => {
    rig = await makeDriverRig({ mode: 'partner' })
    const { control } = rig.sandbox
    await control.setRedirectUrl('http://127.0.0.1:9/back')
    rig.channel.start()
    const consent = async () => {
      const address = await rig.channel.beginAuthorisation()
      const page = await (await fetch(address ?? '')).text()
      expect(await rig.channel.finishAuthorisation(await giveConsent(address ?? '', 'allow'))).toEqual({
        kind: 'authorised',
      })
      return { scopes: new URL(address ?? '').searchParams.get('scope'), page }
    }
    const { scopes, page } = await consent()
    expect(scopes).toBe('job:applications,job:cv,job:vacancy,messenger:read,messenger:write,user:read')
    expect(page).toContain('персональные данные')
    await rig.host.until(isReceiving)
    await control.revokeRefreshTokens()
    await control.expireAccessTokens()
    await control.candidateResponds(response(1))
    await rig.host.until(() => rig.host.health?.kind === 'needsAuthorisation')
    await consent()
    await rig.host.until(() => rig.responses().length === 1)
    await rig.host.until(isReceiving)
  })
})
