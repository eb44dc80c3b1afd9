import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startHhSandbox, type HhSandbox } from './index'
import { anton, denis } from './testing/candidates'
import { employerOf, type Employer } from './testing/employer'
import { form, refused, negotiationsOf, type Action, type Negotiations } from './testing/negotiations'

let sandbox: HhSandbox
let call: Employer['call']
let negotiations: Negotiations
beforeEach(async () => {
  sandbox = await startHhSandbox()
  call = (await employerOf(sandbox)).call
  negotiations = negotiationsOf(sandbox, call)
})
afterEach(() => sandbox.stop())

describe('actions (facts, section 5)', () => {
  it('[facts 11.2] move with the arguments in the form or in the query, and answer 204 without a body', async () => {
    const { topicId, vacancyId } = await negotiations.respond()
    expect(await negotiations.act(topicId, 'consider')).toMatchObject({ status: 204, json: '' })
    expect(
      await call('PUT', `/negotiations/interview/${topicId}?message=${encodeURIComponent('Ждём вас')}`),
    ).toMatchObject({
      status: 204,
      json: '',
    })
    expect((await negotiations.topicOf(topicId)).employer_state.id).toBe('interview')
    expect(
      (await negotiations.collectionsOf(vacancyId)).collections.find(({ id }) => id === 'interview')?.counters.total,
    ).toBe(1)
    expect(await call('PUT', `/negotiations/interview/${topicId}`)).toMatchObject(refused('wrong_state'))
    expect((await call('PUT', '/negotiations/interview/1')).json).toMatchObject({
      errors: [{ type: 'negotiations', value: 'topic_not_found' }],
    })
  })

  it('change the stage for the employer alone; the applicant learns of it with a message', async () => {
    const { topicId, chatId } = await negotiations.respond('Здравствуйте')
    await negotiations.act(topicId, 'phone_interview')
    expect(await negotiations.topicOf(topicId)).toMatchObject({
      state: { id: 'response' },
      employer_state: { id: 'phone_interview' },
    })
    expect(await sandbox.control.seenByApplicant(chatId)).toHaveLength(1)
    await negotiations.act(topicId, 'interview', { message: 'Приглашаем вас завтра' })
    expect(await negotiations.topicOf(topicId)).toMatchObject({
      state: { id: 'invitation' },
      employer_state: { id: 'interview' },
    })
    await negotiations.act(topicId, 'discard_by_employer')
    expect(await sandbox.control.stateForApplicant(topicId)).toBe('invitation')
    const legacy = await call('POST', `/negotiations/${topicId}/messages`, form({ message: 'К сожалению, нет' }))
    expect([legacy.status, legacy.headers.get('content-type')]).toEqual([201, 'text/html; charset=UTF-8'])
    expect(await sandbox.control.stateForApplicant(topicId)).toBe('discard')
  })

  it('tells of a silent stage by a chat message only where it is switched so', async () => {
    const { topicId, chatId } = await negotiations.respond('Здравствуйте')
    await negotiations.act(topicId, 'interview')
    const say = (key: string) =>
      call('POST', `/common/chats/${chatId}/messages`, { text: 'Ждём', idempotency_key: key })
    await say('0b1c2d3e-1111-4222-8333-9a9b9c9d9e01')
    expect(await sandbox.control.stateForApplicant(topicId)).toBe('response')
    await sandbox.control.change({ doChatsTellStage: true })
    await say('0b1c2d3e-1111-4222-8333-9a9b9c9d9e02')
    expect(await sandbox.control.stateForApplicant(topicId)).toBe('invitation')
  })

  it('[M12] the message of a stage stands in the chat and can be neither edited nor deleted', async () => {
    const { topicId, chatId } = await negotiations.respond('Здравствуйте')
    await negotiations.act(topicId, 'interview', { message: 'Приглашаем вас завтра' })
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
    const { topicId } = await negotiations.respond()
    expect(await negotiations.act(topicId, 'offer')).toMatchObject(refused('empty_message'))
    expect(await negotiations.act(topicId, 'consider', { send_sms: 'true' })).toMatchObject(refused('empty_message'))
    expect(await negotiations.act(topicId, 'consider', { message: '  ' })).toMatchObject(
      refused('message_cannot_be_empty'),
    )
    expect(await negotiations.act(topicId, 'consider', { message: 'Ты болван' })).toMatchObject(
      refused('inappropriate_language_message'),
    )
    expect(await negotiations.act(topicId, 'consider', { message: 'я'.repeat(10_001) })).toMatchObject(
      refused('too_long_message'),
    )
    expect(await negotiations.act(topicId, 'interview', { address_id: '1' })).toMatchObject(
      refused('address_not_found'),
    )
    expect((await negotiations.act(topicId, 'interview', { address_id: '7001', message: 'Ждём' })).status).toBe(204)
  })

  it('move many of one vacancy at once, all or none', async () => {
    const [one, two] = [await negotiations.respond(), await negotiations.respond(undefined, denis)]
    const other = await sandbox.control.candidateResponds({ vacancy: 'Водитель', candidate: anton })
    const move = (...ids: string[]) => {
      const body = new URLSearchParams(ids.map((id): [string, string] => ['topic_id', id]))
      return call('PUT', '/negotiations/consider', body)
    }
    expect(await move(one.topicId, other.topicId)).toMatchObject(refused('application_denied'))
    expect((await negotiations.topicOf(one.topicId)).employer_state.id).toBe('response')
    expect((await move(...Array.from({ length: 51 }, (_, index) => String(index)))).status).toBe(400)
    expect(await move(one.topicId, two.topicId)).toMatchObject({ status: 204, json: '' })
    expect((await negotiations.topicOf(two.topicId)).employer_state.id).toBe('consider')
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
    const { topicId } = await negotiations.respond('Здравствуйте')
    const quiet = { has_updates: false, counters: { unread_messages: 0 } }
    expect((await negotiations.topicOf(topicId)).has_updates).toBe(true)
    expect((await call('POST', '/negotiations/read', form({ topic_id: topicId }))).status).toBe(204)
    expect(await negotiations.topicOf(topicId)).toMatchObject(quiet)
    const other = await negotiations.respond('Добрый день', denis)
    expect((await call('GET', `/negotiations/${other.topicId}/messages`)).json).toMatchObject({
      items: [{ text: 'Добрый день', author: { participant_type: 'applicant' }, editable: false, viewed_by_me: false }],
    })
    expect(await negotiations.topicOf(other.topicId)).toMatchObject(quiet)
  })
})

describe('who may be written to (facts, section 4)', () => {
  const write = (topicId: string) => call('POST', `/negotiations/${topicId}/messages`, form({ message: 'Ещё раз' }))

  it('[facts 11.4] stops after five messages in a row, for stages too, until the applicant answers', async () => {
    const { topicId, chatId } = await negotiations.respond('Здравствуйте')
    for (let number = 0; number < 5; number += 1) expect((await write(topicId)).status).toBe(201)
    expect((await negotiations.topicOf(topicId)).messaging_status).toBe('in_a_row_limit')
    expect(await write(topicId)).toMatchObject(refused('in_a_row_limit'))
    expect(await negotiations.act(topicId, 'interview', { message: 'Ждём' })).toMatchObject(refused('in_a_row_limit'))
    expect((await negotiations.act(topicId, 'interview')).status).toBe(204)
    const chat = () =>
      call('POST', `/common/chats/${chatId}/messages`, { text: 'да', idempotency_key: crypto.randomUUID() })
    expect((await chat()).status).toBe(201)
    await sandbox.control.change({ isRowLimitInChats: true })
    expect((await chat()).status).toBe(403)
    await sandbox.control.candidateWrites(chatId, { text: 'Отвечаю' })
    expect((await negotiations.topicOf(topicId)).messaging_status).toBe('ok')
    expect((await chat()).status).toBe(201)
  })

  it('says archived, disabled_by_employer and overall_limit, and refuses with the same word', async () => {
    const { topicId, chatId, vacancyId } = await negotiations.respond('Здравствуйте')
    const expectStatus = async (status: string) => {
      expect((await negotiations.topicOf(topicId)).messaging_status).toBe(status)
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
    const { topicId } = await negotiations.respond('Здравствуйте')
    await sandbox.control.candidateRefuses(topicId)
    expect(await negotiations.topicOf(topicId)).toMatchObject({
      employer_state: { id: 'discard_by_applicant' },
      has_updates: true,
    })
  })
})
