import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startHhSandbox, type HhSandbox } from './index'
import { denis } from './testing/candidates'
import { employerOf, type Employer } from './testing/employer'
import { form, refused, negotiationsOf, type Item, type Negotiations } from './testing/negotiations'

let sandbox: HhSandbox
let call: Employer['call']
let negotiations: Negotiations
beforeEach(async () => {
  sandbox = await startHhSandbox()
  call = (await employerOf(sandbox)).call
  negotiations = negotiationsOf(sandbox, call)
})
afterEach(() => sandbox.stop())

describe('collections (facts, section 4)', () => {
  it('[facts 11.2] differ from vacancy to vacancy, with counters and addresses of their own', async () => {
    const { vacancyId: usual, topicId } = await negotiations.respond('Здравствуйте')
    const { vacancyId: mass } = await sandbox.control.addVacancy({ name: 'Водитель', funnel: 'mass' })
    const { vacancyId: own } = await sandbox.control.addVacancy({ name: 'Администратор', funnel: 'own' })
    const ids = async (vacancy: string) => (await negotiations.collectionsOf(vacancy)).collections.map(({ id }) => id)
    expect(await ids(usual)).toEqual([
      'response',
      'consider',
      'phone_interview',
      'interview',
      'offer',
      'hired',
      'discard_by_employer',
    ])
    expect(await ids(mass)).toEqual(['response', 'phone_interview', 'hired', 'discard_by_employer', 'phone_calls'])
    const { employer_states: states } = await negotiations.collectionsOf(own)
    expect(states).toContainEqual({ id: 'assessment', name: 'Пробная смена' })
    const [responses] = (await negotiations.collectionsOf(usual)).collections
    expect(responses?.counters).toEqual({ total: 1, with_updates: 1 })
    expect((await negotiations.listOf(responses?.url ?? '')).items.map(({ id }) => id)).toEqual([topicId])
    expect((await call('GET', '/negotiations')).status).toBe(400)
    expect(await call('GET', '/negotiations?vacancy_id=1')).toMatchObject(refused('invalid_vacancy'))
    expect((await call('GET', `/negotiations/no_such?vacancy_id=${usual}`)).status).toBe(404)
  })

  it('have the documented item, to the field', async () => {
    const { topicId, chatId, resumeId, vacancyId } = await negotiations.respond('Здравствуйте')
    const { json } = await call('GET', `/negotiations/response?vacancy_id=${vacancyId}`)
    expect(json).toMatchObject({
      found: 1,
      page: 0,
      pages: 1,
      per_page: 20,
      ordered_by: { id: 'created_at' },
      hidden_count: 0,
      items: [
        {
          id: topicId,
          url: `${sandbox.apiUrl}/negotiations/${topicId}`,
          chat_id: Number(chatId),
          state: { id: 'response', name: 'Отклик' },
          employer_state: { id: 'response', name: 'Неразобранные' },
          funnel_stage: null,
          has_updates: true,
          messaging_status: 'ok',
          counters: { messages: 1, unread_messages: 1 },
          source: 'NEGOTIATION',
          test_result: null,
          resume: { id: resumeId, title: 'Флорист', first_name: 'Анна', last_name: 'Кузнецова' },
        },
      ],
    })
    const [item] = (json as { items: Item[] }).items
    expect(item?.actions[0]).toEqual({
      id: 'consider',
      name: 'Подумать',
      method: 'PUT',
      url: `${sandbox.apiUrl}/negotiations/consider/${topicId}`,
      enabled: true,
      hidden: false,
      arguments: [
        { id: 'message', required: false, required_arguments: [] },
        { id: 'send_sms', required: false, required_arguments: [{ id: 'message' }] },
      ],
      resulting_employer_state: { id: 'consider', name: 'Подумать' },
      templates: [expect.objectContaining({ id: 'consider', quick: false })],
      sub_actions: [],
    })
    expect((await call('GET', `/negotiations/${topicId}`)).json).toMatchObject({ vacancy: { id: vacancyId } })
  })

  it('page, sort and filter', async () => {
    const first = await negotiations.respond('Здравствуйте')
    await sandbox.control.advanceClock(1000)
    const second = await negotiations.respond(undefined, denis)
    await sandbox.control.advanceClock(1000)
    await sandbox.control.candidateWrites(first.chatId, { text: 'Есть новости?' })
    const ids = async (query: string) =>
      (await negotiations.listOf(`/negotiations/response?vacancy_id=${first.vacancyId}${query}`)).items.map(
        ({ id }) => id,
      )
    expect(await ids('')).toEqual([second.topicId, first.topicId])
    expect(await ids('&order_by=updated_at')).toEqual([first.topicId, second.topicId])
    expect(await ids('&per_page=1&page=1')).toEqual([first.topicId])
    expect(await ids('&search_text=флорист')).toEqual([first.topicId])
    await call('POST', '/negotiations/read', form({ topic_id: second.topicId }))
    expect(await ids('&show_only_new_responses=true')).toEqual([first.topicId])
    for (const query of ['per_page=51', 'order_by=beauty', 'page=-1'])
      expect((await call('GET', `/negotiations/response?vacancy_id=${first.vacancyId}&${query}`)).status).toBe(400)
  })

  it('keep calls in a collection of their own, and sub-collections within their root', async () => {
    const { vacancyId } = await sandbox.control.addVacancy({ name: 'Водитель', funnel: 'mass' })
    const respondBy = (source: string) =>
      sandbox.control.candidateResponds({ vacancy: vacancyId, candidate: denis, source })
    const called = await respondBy('PHONE_CALL')
    const { topicId } = await respondBy('NEGOTIATION')
    expect((await negotiations.act(topicId, 'discard_no_interaction')).status).toBe(204)
    const { collections } = await negotiations.collectionsOf(vacancyId)
    const root = collections.find(({ id }) => id === 'discard_by_employer')
    const calls = collections.find(({ id }) => id === 'phone_calls')
    expect(root?.sub_collections).toMatchObject([
      { id: 'discard_by_applicant', counters: { total: 0 } },
      { id: 'discard_no_interaction', root_collection: 'discard_by_employer', counters: { total: 1 } },
      { id: 'discard_vacancy_closed' },
    ])
    expect((await negotiations.listOf(root?.url ?? '')).found).toBe(1)
    expect((await negotiations.listOf(root?.sub_collections[1]?.url ?? '')).found).toBe(1)
    expect((await negotiations.listOf(calls?.url ?? '')).items.map(({ id }) => id)).toEqual([called.topicId])
  })

  it('[facts 11.7] show a deleted résumé as null and hidden names as null', async () => {
    const { vacancyId, resumeId, topicId } = await negotiations.respond('Здравствуйте')
    await sandbox.control.setResume(resumeId, { areNamesHidden: true })
    expect(await negotiations.topicOf(topicId)).toMatchObject({
      resume: { first_name: null, last_name: null, title: 'Флорист' },
    })
    await sandbox.control.setResume(resumeId, { isGone: true })
    expect(await negotiations.listOf(`/negotiations/response?vacancy_id=${vacancyId}`)).toMatchObject({
      items: [{ id: topicId, resume: null, messaging_status: 'resume_deleted' }],
    })
    expect((await call('GET', `/resumes/${resumeId}`)).status).toBe(404)
  })
})
