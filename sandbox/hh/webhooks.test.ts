import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import type { HookType } from './hooks/hook-types'
import { startHhSandbox, type HhSandbox } from './index'
import { anna, denis } from './testing/candidates'
import { employerOf, type Employer } from './testing/employer'
import { startHookServer, type HookServer } from './testing/hook-server'

let sandbox: HhSandbox
let call: Employer['call']
let hook: HookServer
beforeEach(async () => {
  sandbox = await startHhSandbox()
  call = (await employerOf(sandbox)).call
  hook = await startHookServer()
})
afterEach(async () => {
  hook.stop()
  await sandbox.stop()
})

const subscribe = async (types: readonly HookType[], settings?: object, by = call) => {
  const actions = types.map((type) => ({ type, ...(settings ? { settings } : {}) }))
  return by('POST', '/webhook/subscriptions', { url: hook.url, actions })
}
const respond = (letter?: string) =>
  sandbox.control.candidateResponds({ vacancy: 'Флорист', candidate: anna, ...(letter ? { letter } : {}) })
const heard = (count: number) => expect.poll(() => hook.events.length).toBe(count)
const types = () => hook.events.map(({ action_type: type }) => type)

describe('subscriptions (facts, section 7)', () => {
  it('[facts 11.6] are one per user, can be changed and deleted, and die with the access', async () => {
    const created = await subscribe(['CHAT_MESSAGE_CREATED'])
    const { id } = created.json as { id: string }
    expect(created.status).toBe(201)
    expect(await subscribe(['CHAT_MESSAGE_CREATED'])).toMatchObject({
      status: 400,
      json: { errors: [{ type: 'notifications', value: 'already_exist' }] },
    })
    const pavel = await employerOf(sandbox, sandbox.managerIds[1])
    expect((await subscribe(['CHAT_MESSAGE_CREATED'], undefined, pavel.call)).status).toBe(201)
    const actions = [{ type: 'NEW_NEGOTIATION_VACANCY', settings: { vacancies_only_mine: true } }]
    expect((await call('PUT', `/webhook/subscriptions/${id}`, { actions })).status).toBe(204)
    expect((await call('GET', '/webhook/subscriptions')).json).toEqual({ items: [{ id, url: hook.url, actions }] })
    for (const wrong of [{ actions: [] }, { actions: [{ type: 'CHAT_CREATED' }] }, { url: 'нет' }, {}])
      expect((await call('PUT', `/webhook/subscriptions/${id}`, wrong)).status).toBe(400)
    expect((await call('DELETE', '/webhook/subscriptions/1')).status).toBe(404)
    expect((await call('DELETE', `/webhook/subscriptions/${id}`)).status).toBe(204)
    expect((await call('GET', '/webhook/subscriptions')).json).toEqual({ items: [] })
    await sandbox.control.revokeAccess(sandbox.managerIds[1])
    expect(await sandbox.control.webhooks()).toEqual([])
  })

  it('tell of a response, its message without the text, and the stage', async () => {
    const created = await subscribe([
      'NEW_NEGOTIATION_VACANCY',
      'NEW_RESPONSE_OR_INVITATION_VACANCY',
      'CHAT_MESSAGE_CREATED',
      'NEGOTIATION_EMPLOYER_STATE_CHANGE',
    ])
    const { topicId, chatId, resumeId, vacancyId } = await respond('Здравствуйте')
    await heard(3)
    await call('PUT', `/negotiations/consider/${topicId}`)
    await heard(4)
    const envelope = {
      id: expect.any(String) as string,
      subscription_id: (created.json as { id: string }).id,
      user_id: '1234567',
    }
    const date = expect.stringMatching(/\+0300$/) as string
    const about = { topic_id: topicId, chat_id: chatId, vacancy_id: vacancyId, resume_id: resumeId }
    const byType = (type: HookType) => hook.events.find((event) => event.action_type === type)
    expect(byType('NEW_NEGOTIATION_VACANCY')).toEqual({
      ...envelope,
      action_type: 'NEW_NEGOTIATION_VACANCY',
      payload: { ...about, employer_id: sandbox.employerId, negotiation_date: date },
    })
    expect(byType('NEW_RESPONSE_OR_INVITATION_VACANCY')?.payload).toMatchObject({ ...about, response_date: date })
    expect(byType('CHAT_MESSAGE_CREATED')?.payload).toEqual({
      chat_id: chatId,
      message_id: expect.stringMatching(/^\d+$/) as string,
      message_type: 'SIMPLE',
      creation_time: date,
      role: 'APPLICANT',
      sender_participant_id: expect.any(String) as string,
      is_current_participant: false,
    })
    expect(byType('NEGOTIATION_EMPLOYER_STATE_CHANGE')?.payload).toEqual({
      topic_id: topicId,
      vacancy_id: vacancyId,
      resume_id: resumeId,
      from_state: 'response',
      to_state: 'consider',
      employer_manager_id: sandbox.managerIds[0],
      transferred_at: date,
    })
  })

  it('tell of messages only who takes part, and of vacancies only whose they are, if wished', async () => {
    const pavel = await employerOf(sandbox, sandbox.managerIds[1])
    await subscribe(['CHAT_MESSAGE_CREATED', 'NEW_NEGOTIATION_VACANCY'], { vacancies_only_mine: true }, pavel.call)
    const { vacancyId } = await sandbox.control.addVacancy({ name: 'Водитель', managerId: sandbox.managerIds[1] })
    await respond('Здравствуйте')
    const mine = await sandbox.control.candidateResponds({ vacancy: vacancyId, candidate: denis, letter: 'Привет' })
    await heard(2)
    expect(hook.events.map(({ payload }) => payload['chat_id'])).toEqual([mine.chatId, mine.chatId])
  })

  it('tell of vacancies, a few seconds of changes as one', async () => {
    await sandbox.stop()
    const clock = new ManualClock()
    sandbox = await startHhSandbox({ clock })
    call = (await employerOf(sandbox)).call
    await subscribe([
      'VACANCY_PUBLICATION_FOR_VACANCY_MANAGER',
      'VACANCY_CHANGE',
      'VACANCY_PROLONGATION',
      'VACANCY_ARCHIVATION',
    ])
    const { vacancyId } = await sandbox.control.addVacancy({ name: 'Флорист' })
    for (const what of ['changed', 'changed', 'prolonged', 'archived'] as const)
      await sandbox.control.vacancyHappens(vacancyId, what)
    await clock.advanceAsync(3000)
    await heard(4)
    expect(types().toSorted()).toEqual([
      'VACANCY_ARCHIVATION',
      'VACANCY_CHANGE',
      'VACANCY_PROLONGATION',
      'VACANCY_PUBLICATION_FOR_VACANCY_MANAGER',
    ])
    expect(hook.events.every(({ payload }) => payload['vacancy_id'] === vacancyId)).toBe(true)
  })
})

describe('[facts 11.6] delivery (facts, section 7)', () => {
  it('repeats with growing pauses until 2xx or 409, under the same id', async () => {
    await subscribe(['NEW_NEGOTIATION_VACANCY'])
    hook.status = 500
    await respond()
    const failures = async (count: number) =>
      expect.poll(async () => (await sandbox.control.webhooks())[0]?.failed).toBe(count)
    await failures(1)
    await sandbox.control.advanceClock(1000)
    await failures(2)
    await sandbox.control.advanceClock(4999)
    expect(hook.events).toHaveLength(2)
    hook.status = 409
    await sandbox.control.advanceClock(1)
    await heard(3)
    await expect.poll(async () => (await sandbox.control.webhooks())[0]?.delivered).toBe(1)
    await sandbox.control.advanceClock(86_400_000)
    expect(new Set(hook.events.map(({ id }) => id)).size).toBe(1)
    expect(hook.events).toHaveLength(3)
  })

  it('takes an answer that is too slow for none', async () => {
    await sandbox.control.change({ hookTimeoutMs: 20 })
    await subscribe(['NEW_NEGOTIATION_VACANCY'])
    hook.status = null
    await respond()
    await expect.poll(async () => (await sandbox.control.webhooks())[0]?.failed).toBe(1)
  })

  it('stops after a long failure until one good answer', async () => {
    await subscribe(['NEW_NEGOTIATION_VACANCY'])
    hook.status = 500
    await respond()
    const hourly = [1000, 5000, 30_000, 120_000, 600_000, 3_600_000]
    for (const [index, pauseMs] of hourly.entries()) {
      await expect.poll(async () => (await sandbox.control.webhooks())[0]?.failed).toBe(index + 1)
      await sandbox.control.advanceClock(pauseMs)
    }
    await expect.poll(async () => (await sandbox.control.webhooks())[0]?.isBlocked).toBe(true)
    const before = hook.events.length
    await sandbox.control.candidateResponds({ vacancy: 'Флорист', candidate: denis })
    expect(hook.events).toHaveLength(before)
    hook.status = 200
    await sandbox.control.advanceClock(3_600_000)
    await expect.poll(async () => (await sandbox.control.webhooks())[0]?.isBlocked).toBe(false)
    await sandbox.control.candidateResponds({ vacancy: 'Водитель', candidate: denis })
    await heard(before + 2)
  })

  it('can be doubled, swapped and silent', async () => {
    await subscribe(['NEW_NEGOTIATION_VACANCY'])
    await sandbox.control.setWebhook({ duplicate: true })
    await respond()
    await heard(2)
    expect(hook.events[0]).toEqual(hook.events[1])
    await sandbox.control.setWebhook({ duplicate: false, silent: true })
    await respond()
    await sandbox.control.setWebhook({ silent: false, reorder: true })
    const [first, second] = [await respond(), await respond()]
    await heard(4)
    const swapped = hook.events.slice(2).map(({ payload }) => payload['topic_id'])
    expect(swapped.toSorted()).toEqual([first.topicId, second.topicId].toSorted())
  })
})
