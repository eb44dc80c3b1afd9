import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startHhSandbox, type HhSandbox } from './index'
import { anna, anton, denis } from './testing/candidates'
import { employerOf, type Employer } from './testing/employer'

let sandbox: HhSandbox
let call: Employer['call']
beforeEach(async () => {
  sandbox = await startHhSandbox()
  call = (await employerOf(sandbox)).call
})
afterEach(() => sandbox.stop())

interface Action {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly arguments: readonly { readonly id: string; readonly required: boolean }[]
}
interface Item {
  readonly id: string
  readonly state: { readonly id: string }
  readonly employer_state: { readonly id: string }
  readonly messaging_status: string
  readonly has_updates: boolean
  readonly actions: readonly Action[]
}
interface Collection {
  readonly id: string
  readonly url: string
  readonly counters: { readonly total: number; readonly with_updates: number }
  readonly sub_collections: readonly Omit<Collection, 'sub_collections'>[]
}

const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const respond = (letter?: string, candidate = anna) =>
  sandbox.control.candidateResponds({ vacancy: 'Флорист', candidate, ...(letter === undefined ? {} : { letter }) })
const topicOf = async (id: string) => (await call('GET', `/negotiations/${id}`)).json as Item
const act = async (topicId: string, action: string, fields: Record<string, string> = {}) => {
  const found = (await topicOf(topicId)).actions.find(({ id }) => id === action)
  return call(found?.method ?? 'PUT', found?.url ?? `/negotiations/${action}/${topicId}`, form(fields))
}
const refused = (value: string) => ({ status: 403, json: { errors: [{ type: 'negotiations', value }] } })
const collectionsOf = async (vacancyId: string) =>
  (await call('GET', `/negotiations?vacancy_id=${vacancyId}`)).json as {
    collections: Collection[]
    employer_states: { id: string; name: string }[]
  }
const listOf = async (url: string) => (await call('GET', url)).json as { found: number; items: Item[] }

describe('collections (facts, section 4)', () => {
  it('[facts 11.2] differ from vacancy to vacancy, with counters and addresses of their own', async () => {
    const { vacancyId: usual, topicId } = await respond('Здравствуйте')
    const { vacancyId: mass } = await sandbox.control.addVacancy({ name: 'Водитель', funnel: 'mass' })
    const { vacancyId: own } = await sandbox.control.addVacancy({ name: 'Администратор', funnel: 'own' })
    const ids = async (vacancy: string) => (await collectionsOf(vacancy)).collections.map(({ id }) => id)
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
    const { employer_states: states } = await collectionsOf(own)
    expect(states).toContainEqual({ id: 'assessment', name: 'Пробная смена' })
    const [responses] = (await collectionsOf(usual)).collections
    expect(responses?.counters).toEqual({ total: 1, with_updates: 1 })
    expect((await listOf(responses?.url ?? '')).items.map(({ id }) => id)).toEqual([topicId])
    expect((await call('GET', '/negotiations')).status).toBe(400)
    expect(await call('GET', '/negotiations?vacancy_id=1')).toMatchObject(refused('invalid_vacancy'))
    expect((await call('GET', `/negotiations/no_such?vacancy_id=${usual}`)).status).toBe(404)
  })

  it('have the documented item, to the field', async () => {
    const { topicId, chatId, resumeId, vacancyId } = await respond('Здравствуйте')
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
    const first = await respond('Здравствуйте')
    await sandbox.control.advanceClock(1000)
    const second = await respond(undefined, denis)
    await sandbox.control.advanceClock(1000)
    await sandbox.control.candidateWrites(first.chatId, { text: 'Есть новости?' })
    const ids = async (query: string) =>
      (await listOf(`/negotiations/response?vacancy_id=${first.vacancyId}${query}`)).items.map(({ id }) => id)
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
    expect((await act(topicId, 'discard_no_interaction')).status).toBe(204)
    const { collections } = await collectionsOf(vacancyId)
    const root = collections.find(({ id }) => id === 'discard_by_employer')
    const calls = collections.find(({ id }) => id === 'phone_calls')
    expect(root?.sub_collections).toMatchObject([
      { id: 'discard_by_applicant', counters: { total: 0 } },
      { id: 'discard_no_interaction', root_collection: 'discard_by_employer', counters: { total: 1 } },
      { id: 'discard_vacancy_closed' },
    ])
    expect((await listOf(root?.url ?? '')).found).toBe(1)
    expect((await listOf(root?.sub_collections[1]?.url ?? '')).found).toBe(1)
    expect((await listOf(calls?.url ?? '')).items.map(({ id }) => id)).toEqual([called.topicId])
  })

  it('[facts 11.7] show a deleted résumé as null and hidden names as null', async () => {
    const { vacancyId, resumeId, topicId } = await respond('Здравствуйте')
    await sandbox.control.setResume(resumeId, { areNamesHidden: true })
    expect(await topicOf(topicId)).toMatchObject({ resume: { first_name: null, last_name: null, title: 'Флорист' } })
    await sandbox.control.setResume(resumeId, { isGone: true })
    expect(await listOf(`/negotiations/response?vacancy_id=${vacancyId}`)).toMatchObject({
      items: [{ id: topicId, resume: null, messaging_status: 'resume_deleted' }],
    })
    expect((await call('GET', `/resumes/${resumeId}`)).status).toBe(404)
  })
})

describe('actions (facts, section 5)', () => {
  it('[facts 11.2] move with the arguments in the form or in the query, and answer 204 without a body', async () => {
    const { topicId, vacancyId } = await respond()
    expect(await act(topicId, 'consider')).toMatchObject({ status: 204, json: '' })
    expect(
      await call('PUT', `/negotiations/interview/${topicId}?message=${encodeURIComponent('Ждём вас')}`),
    ).toMatchObject({
      status: 204,
      json: '',
    })
    expect((await topicOf(topicId)).employer_state.id).toBe('interview')
    expect((await collectionsOf(vacancyId)).collections.find(({ id }) => id === 'interview')?.counters.total).toBe(1)
    expect(await call('PUT', `/negotiations/interview/${topicId}`)).toMatchObject(refused('wrong_state'))
    expect((await call('PUT', '/negotiations/interview/1')).json).toMatchObject({
      errors: [{ type: 'negotiations', value: 'topic_not_found' }],
    })
  })

  it('change the stage for the employer alone; the applicant learns of it with a message', async () => {
    const { topicId, chatId } = await respond('Здравствуйте')
    await act(topicId, 'phone_interview')
    expect(await topicOf(topicId)).toMatchObject({
      state: { id: 'response' },
      employer_state: { id: 'phone_interview' },
    })
    expect(await sandbox.control.seenByApplicant(chatId)).toHaveLength(1)
    await act(topicId, 'interview', { message: 'Приглашаем вас завтра' })
    expect(await topicOf(topicId)).toMatchObject({ state: { id: 'invitation' }, employer_state: { id: 'interview' } })
    await act(topicId, 'discard_by_employer')
    expect(await sandbox.control.stateForApplicant(topicId)).toBe('invitation')
    const legacy = await call('POST', `/negotiations/${topicId}/messages`, form({ message: 'К сожалению, нет' }))
    expect([legacy.status, legacy.headers.get('content-type')]).toEqual([201, 'text/html; charset=UTF-8'])
    expect(await sandbox.control.stateForApplicant(topicId)).toBe('discard')
  })

  it('tells of a silent stage by a chat message only where it is switched so', async () => {
    const { topicId, chatId } = await respond('Здравствуйте')
    await act(topicId, 'interview')
    const say = (key: string) =>
      call('POST', `/common/chats/${chatId}/messages`, { text: 'Ждём', idempotency_key: key })
    await say('0b1c2d3e-1111-4222-8333-9a9b9c9d9e01')
    expect(await sandbox.control.stateForApplicant(topicId)).toBe('response')
    await sandbox.control.change({ doChatsTellStage: true })
    await say('0b1c2d3e-1111-4222-8333-9a9b9c9d9e02')
    expect(await sandbox.control.stateForApplicant(topicId)).toBe('invitation')
  })

  it('[M12] the message of a stage stands in the chat and can be neither edited nor deleted', async () => {
    const { topicId, chatId } = await respond('Здравствуйте')
    await act(topicId, 'interview', { message: 'Приглашаем вас завтра' })
    const { json } = await call('GET', `/common/chats/${chatId}/messages?order=prev&limit=1`)
    const [told] = (json as { messages: { id: string }[] }).messages
    expect(told).toMatchObject({
      can_edit: false,
      payload: { text: 'Приглашаем вас завтра' },
      sender_display_info: { role: 'EMPLOYER', is_current_participant: true },
    })
    const path = `/common/chats/${chatId}/messages/${told?.id ?? ''}`
    expect(await call('PUT', path, { text: 'Передумали' })).toMatchObject({
      status: 403,
      json: { errors: [{ type: 'forbidden', reason: 'message_edit_not_allowed' }] },
    })
    expect(await call('DELETE', path)).toMatchObject({
      status: 403,
      json: { errors: [{ type: 'forbidden', reason: 'message_delete_not_allowed' }] },
    })
    expect(await sandbox.control.received(chatId)).toMatchObject([{ text: 'Приглашаем вас завтра', isOfStage: true }])
  })

  it('refuse a missing, rude or too long message, and an address that is not there', async () => {
    const { topicId } = await respond()
    expect(await act(topicId, 'offer')).toMatchObject(refused('empty_message'))
    expect(await act(topicId, 'consider', { send_sms: 'true' })).toMatchObject(refused('empty_message'))
    expect(await act(topicId, 'consider', { message: '  ' })).toMatchObject(refused('message_cannot_be_empty'))
    expect(await act(topicId, 'consider', { message: 'Ты болван' })).toMatchObject(
      refused('inappropriate_language_message'),
    )
    expect(await act(topicId, 'consider', { message: 'я'.repeat(10_001) })).toMatchObject(refused('too_long_message'))
    expect(await act(topicId, 'interview', { address_id: '1' })).toMatchObject(refused('address_not_found'))
    expect((await act(topicId, 'interview', { address_id: '7001', message: 'Ждём' })).status).toBe(204)
  })

  it('move many of one vacancy at once, all or none', async () => {
    const [one, two] = [await respond(), await respond(undefined, denis)]
    const other = await sandbox.control.candidateResponds({ vacancy: 'Водитель', candidate: anton })
    const move = (...ids: string[]) => {
      const body = new URLSearchParams(ids.map((id): [string, string] => ['topic_id', id]))
      return call('PUT', '/negotiations/consider', body)
    }
    expect(await move(one.topicId, other.topicId)).toMatchObject(refused('application_denied'))
    expect((await topicOf(one.topicId)).employer_state.id).toBe('response')
    expect((await move(...Array.from({ length: 51 }, (_, index) => String(index)))).status).toBe(400)
    expect(await move(one.topicId, two.topicId)).toMatchObject({ status: 204, json: '' })
    expect((await topicOf(two.topicId)).employer_state.id).toBe('consider')
  })

  it('[facts 11.2] invite from the base once, and answer with text/html', async () => {
    const { vacancyId } = await sandbox.control.addVacancy({ name: 'Флорист' })
    const { resumeId } = await sandbox.control.addResume(anton)
    const active = `/employers/${sandbox.employerId}/vacancies/active?resume_id=${resumeId}`
    const before = (await call('GET', active)).json as {
      items: { can_invite: boolean; negotiations_actions: Action[] }[]
    }
    expect(before.items[0]?.can_invite).toBe(true)
    const invite = before.items[0]?.negotiations_actions.find(({ id }) => id === 'phone_interview')
    const fields = { resume_id: resumeId, vacancy_id: vacancyId, message: 'Антон, приглашаем вас' }
    const sent = await call(invite?.method ?? '', invite?.url ?? '', form(fields))
    expect([sent.status, sent.headers.get('content-type'), sent.json]).toEqual([201, 'text/html; charset=UTF-8', ''])
    expect(await sandbox.control.topics()).toMatchObject([{ state: 'invitation', employerState: 'phone_interview' }])
    expect(await call('POST', invite?.url ?? '', form(fields))).toMatchObject(refused('already_applied'))
    expect((await call('GET', active)).json).toMatchObject({
      items: [{ can_invite: false, employer_negotiations_state: { id: 'phone_interview' }, negotiations_actions: [] }],
    })
    expect(await call('POST', invite?.url ?? '', form({ ...fields, resume_id: '0' }))).toMatchObject(
      refused('resume_not_found'),
    )
  })

  it('mark as read, by their own call and by the old messages', async () => {
    const { topicId } = await respond('Здравствуйте')
    const quiet = { has_updates: false, counters: { unread_messages: 0 } }
    expect((await topicOf(topicId)).has_updates).toBe(true)
    expect((await call('POST', '/negotiations/read', form({ topic_id: topicId }))).status).toBe(204)
    expect(await topicOf(topicId)).toMatchObject(quiet)
    const other = await respond('Добрый день', denis)
    expect((await call('GET', `/negotiations/${other.topicId}/messages`)).json).toMatchObject({
      items: [{ text: 'Добрый день', author: { participant_type: 'applicant' }, editable: false, viewed_by_me: false }],
    })
    expect(await topicOf(other.topicId)).toMatchObject(quiet)
  })
})

describe('who may be written to (facts, section 4)', () => {
  const write = (topicId: string) => call('POST', `/negotiations/${topicId}/messages`, form({ message: 'Ещё раз' }))

  it('[facts 11.4] stops after five messages in a row, for stages too, until the applicant answers', async () => {
    const { topicId, chatId } = await respond('Здравствуйте')
    for (let number = 0; number < 5; number += 1) expect((await write(topicId)).status).toBe(201)
    expect((await topicOf(topicId)).messaging_status).toBe('in_a_row_limit')
    expect(await write(topicId)).toMatchObject(refused('in_a_row_limit'))
    expect(await act(topicId, 'interview', { message: 'Ждём' })).toMatchObject(refused('in_a_row_limit'))
    expect((await act(topicId, 'interview')).status).toBe(204)
    const chat = () =>
      call('POST', `/common/chats/${chatId}/messages`, { text: 'да', idempotency_key: crypto.randomUUID() })
    expect((await chat()).status).toBe(201)
    await sandbox.control.change({ isRowLimitInChats: true })
    expect((await chat()).status).toBe(403)
    await sandbox.control.candidateWrites(chatId, { text: 'Отвечаю' })
    expect((await topicOf(topicId)).messaging_status).toBe('ok')
    expect((await chat()).status).toBe(201)
  })

  it('says archived, disabled_by_employer and overall_limit, and refuses with the same word', async () => {
    const { topicId, chatId, vacancyId } = await respond('Здравствуйте')
    const expectStatus = async (status: string) => {
      expect((await topicOf(topicId)).messaging_status).toBe(status)
      expect(await write(topicId)).toMatchObject(refused(status))
    }
    await sandbox.control.setLimitReached(chatId, true)
    await expectStatus('overall_limit')
    await sandbox.control.setAllowsMessages(vacancyId, false)
    await expectStatus('disabled_by_employer')
    await sandbox.control.archiveChat(chatId, true)
    await expectStatus('archived')
    await sandbox.control.setMessaging(topicId, 'no_invitation')
    await expectStatus('no_invitation')
  })

  it('lets the applicant refuse', async () => {
    const { topicId } = await respond('Здравствуйте')
    await sandbox.control.candidateRefuses(topicId)
    expect(await topicOf(topicId)).toMatchObject({ employer_state: { id: 'discard_by_applicant' }, has_updates: true })
  })
})

describe('texts and comments (facts, section 5)', () => {
  it('gives the template of a stage by response or by vacancy and résumé, and takes a changed one', async () => {
    const { topicId, vacancyId, resumeId } = await respond()
    const template = async (query: string) =>
      (await call('GET', `/message_templates/interview?${query}`)).json as { mail: { text: string } }
    const byTopic = await template(`topic_id=${topicId}`)
    expect(byTopic).toMatchObject({
      mail: {
        text: 'Анна, приглашаем вас на собеседование по вакансии «Флорист».',
        employer_state: { id: 'interview' },
        template_modified: false,
      },
      sms: { text: expect.any(String) as string },
    })
    expect(await template(`vacancy_id=${vacancyId}&resume_id=${resumeId}`)).toEqual(byTopic)
    const own = `/employers/${sandbox.employerId}/mail_templates`
    expect((await call('PUT', `${own}/interview`, form({ text: 'Ждём, {имя}!' }))).status).toBe(204)
    expect(await template(`topic_id=${topicId}`)).toMatchObject({
      mail: { text: 'Ждём, Анна!', template_modified: true },
    })
    expect((await call('GET', own)).json).toMatchObject({ items: expect.any(Array) as unknown[] })
    expect((await call('PUT', `${own}/nothing`, { text: 'Да' })).status).toBe(404)
  })

  it('keeps comments for colleagues and for oneself', async () => {
    const { topicId, resumeId } = await respond()
    const { owner } = (await call('GET', `/resumes/${resumeId}?topic_id=${topicId}`)).json as { owner: { id: string } }
    const path = `/applicant_comments/${owner.id}`
    const added = await call('POST', path, form({ text: 'Хороша', access_type: 'coworkers' }))
    await call('POST', path, form({ text: 'Перезвонить', access_type: 'owner' }))
    const pavel = await employerOf(sandbox, sandbox.managerIds[1])
    expect((await call('GET', path)).json).toMatchObject({ found: 2 })
    expect((await pavel.call('GET', path)).json).toMatchObject({
      found: 1,
      items: [{ text: 'Хороша', access_type: { id: 'coworkers' }, is_mine: false }],
    })
    const { id } = added.json as { id: string }
    expect((await pavel.call('DELETE', `${path}/${id}`)).status).toBe(403)
    expect((await call('PUT', `${path}/${id}`, form({ text: 'Очень хороша', access_type: 'owner' }))).status).toBe(204)
    expect((await pavel.call('GET', path)).json).toMatchObject({ found: 0 })
    expect((await call('DELETE', `${path}/${id}`)).status).toBe(204)
    expect((await call('POST', path, form({ text: '' }))).status).toBe(400)
  })
})

describe('vacancies (facts, section 3)', () => {
  const at = (what: string) => `/employers/${sandbox.employerId}/vacancies/${what}`

  it('lists active ones with counters, archived and hidden ones short, one in full', async () => {
    const { vacancyId } = await respond('Здравствуйте')
    const { vacancyId: old } = await sandbox.control.addVacancy({ name: 'Кладовщик' })
    await sandbox.control.addVacancy({ name: 'Бухгалтер', state: 'hidden' })
    await sandbox.control.vacancyHappens(old, 'archived')
    expect((await call('GET', at('active'))).json).toMatchObject({
      found: 1,
      items: [
        {
          id: vacancyId,
          name: 'Флорист',
          archived: false,
          has_updates: true,
          counters: { responses: 1, unread_responses: 1, invitations: 0, calls: 0 },
        },
      ],
    })
    expect((await call('GET', at('archived'))).json).toMatchObject({ items: [{ id: old, archived: true }] })
    expect((await call('GET', at('hidden'))).json).toMatchObject({ items: [{ name: 'Бухгалтер' }] })
    expect((await call('GET', `/vacancies/${vacancyId}`)).json).toMatchObject({ allow_messages: true })
    expect((await call('GET', '/vacancies/1')).status).toBe(404)
    expect((await call('GET', `${at('active')}?per_page=51`)).status).toBe(400)
  })

  it('lists those of colleagues, or only one’s own where it is switched so', async () => {
    await sandbox.control.addVacancy({ name: 'Флорист' })
    const theirs = await sandbox.control.addVacancy({ name: 'Водитель', managerId: sandbox.managerIds[1] })
    const names = async (query = '') =>
      ((await call('GET', at('active') + query)).json as { items: { name: string }[] }).items.map(({ name }) => name)
    expect(await names()).toHaveLength(2)
    expect(await names(`?manager_id=${sandbox.managerIds[1]}`)).toEqual(['Водитель'])
    await sandbox.control.change({ vacancyLists: 'own' })
    expect(await names()).toEqual(['Флорист'])
    expect(await names('?all_accessible=true')).toHaveLength(2)
    expect(await names('?text=води&all_accessible=true')).toEqual(['Водитель'])
    expect(theirs.vacancyId).toMatch(/^\d+$/)
  })
})
