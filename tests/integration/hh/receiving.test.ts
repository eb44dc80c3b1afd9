import { afterEach, describe, expect, it } from 'vitest'

import { employerOf } from '../../../sandbox/hh/testing/employer'
import { anna, anton, denis, has, isReceiving, makeResponded, makeRig, responseOf, textsOf, type Rig } from './rig'

let rig: Rig
afterEach(() => rig.stop())

describe('receiving from hh.ru', () => {
  it('[Q2] [Q3] hands over a response with its résumé, phones, vacancy and stage', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId, topicId, resumeId, vacancyId } = made.response
    await made.host.until(() => responseOf(made.host, chatId)?.resume != null)
    expect(made.host.chats.get(chatId)).toMatchObject({
      clientExternalId: `resume:${resumeId}`,
      access: 'open',
      isWithoutVacancy: false,
      reach: 'responded',
      subject: { kind: 'vacancy', title: 'Курьер', url: `https://hh.ru/vacancy/${vacancyId}` },
    })
    const response = responseOf(made.host, chatId)
    expect(response).toMatchObject({
      externalId: topicId,
      how: 'chat',
      fullName: [anna.person.lastName, anna.person.firstName, anna.person.middleName].filter(Boolean).join(' '),
      stage: { slug: 'response', title: 'Неразобранные' },
      position: anna.text.title,
      resume: { title: anna.text.title, salary: anna.text.salary, url: `https://hh.ru/resume/${resumeId}` },
    })
    expect(response?.phones).toHaveLength(1)
    expect(response?.resume?.experience).toHaveLength(anna.text.jobs.length)
    expect(made.host.messagesOf(chatId).map(({ content }) => content.kind)).toEqual(['response', 'text'])
  })

  it('[M1] fills in what was there before, oldest first, without alarm', async () => {
    rig = await makeRig({ seed: 'demo' })
    rig.channel.start()
    const chats = await rig.sandbox.control.chats()
    const topics = await rig.sandbox.control.topics()
    const mine = topics.filter(({ chatId }) => chats.some(({ id }) => id === chatId))
    expect(mine.length).toBeGreaterThan(3)
    await rig.host.until(() => [...rig.host.chats.values()].filter(({ response }) => response).length >= 3)
    await rig.host.until(() => isReceiving(rig.host))
    const told = [...rig.host.messages.values()]
    expect(told.filter(({ atMs, isBackfill }) => atMs < Date.now() - 60_000 && !isBackfill)).toEqual([])
  })

  it('[M10] sees edits, deletions and read marks that no event tells of', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId } = made.response
    const { control } = made.sandbox
    const { messageId: edited } = await control.candidateWrites(chatId, { text: 'Буду в пять' })
    const { messageId: deleted } = await control.candidateWrites(chatId, { text: 'Лишнее' })
    const { messageId: ours } = await control.managerWritesOutside(made.sandbox.managerIds[0], chatId, 'Ждём')
    await made.host.until(() => made.host.messages.has(ours))
    expect(made.host.messages.get(ours)).toMatchObject({ direction: 'out', revision: 'allowed', readAtMs: null })
    await control.candidateEdits(chatId, edited, 'Буду в шесть')
    await control.candidateDeletes(chatId, deleted)
    await control.candidateReads(chatId)
    await made.host.until(
      () =>
        has(made.host, chatId, 'Буду в шесть') &&
        made.host.messages.get(deleted)?.content.kind === 'deleted' &&
        made.host.messages.get(ours)?.readAtMs !== null,
    )
    expect(made.host.messages.get(edited)?.editedAtMs).toEqual(expect.any(Number))
    expect(textsOf(made.host, chatId)).toEqual(['Здравствуйте!', 'Буду в шесть', 'Ждём'])
  })

  it('[M10] takes an emptied message for a deleted one, where the platform leaves a stub', async () => {
    const made = await makeResponded()
    rig = made
    await made.sandbox.control.change({ deletedMessages: 'emptyText', prevOrder: 'oldestFirst' })
    const { messageId } = await made.sandbox.control.candidateWrites(made.response.chatId, { text: 'Лишнее' })
    await made.host.until(() => made.host.messages.has(messageId))
    await made.sandbox.control.candidateDeletes(made.response.chatId, messageId)
    await made.host.until(() => made.host.messages.get(messageId)?.content.kind === 'deleted')
  })

  it('[M15] keeps a picture of the candidate, fetched again after a failure', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId } = made.response
    await made.sandbox.control.inject({
      match: { method: 'GET', pathPart: '/files/' },
      times: 1,
      kind: 'status',
      status: 500,
    })
    const { messageId } = await made.sandbox.control.candidateWrites(chatId, { image: 'portrait' })
    await made.host.until(() => made.host.messages.get(messageId)?.content.kind === 'image')
    expect(made.host.messages.get(messageId)?.content).toMatchObject({ kind: 'image', width: 640, height: 480 })
  })

  it('[M27] says why a conversation takes no message', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId } = made.response
    await made.sandbox.control.setLimitReached(chatId, true)
    await made.host.until(() => made.host.chats.get(chatId)?.readOnlyReason === 'limitReached')
    await made.sandbox.control.setLimitReached(chatId, false)
    await made.host.until(() => made.host.chats.get(chatId)?.access === 'open')
    await made.sandbox.control.archiveChat(chatId, true)
    await made.host.until(() => made.host.chats.get(chatId)?.readOnlyReason === 'archived')
  })

  it('[M1] tells of colleagues who join and of stages moved on the platform’s own pages', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId, topicId } = made.response
    await made.sandbox.control.managerMovesOutside(made.sandbox.managerIds[0], topicId, 'consider')
    await made.host.until(() => responseOf(made.host, chatId)?.stage?.slug === 'consider')
    const irina = await employerOf(made.sandbox)
    await irina.call('PUT', `/common/chats/${chatId}/participants`, { id: made.sandbox.managerIds[1] })
    const joined = { kind: 'chatEvent', event: { kind: 'participantJoined', name: 'Павел Назаров' } }
    const contents = () => made.host.messagesOf(chatId).map(({ content }) => content)
    await made.host.until(() => contents().some(({ kind }) => kind === 'chatEvent'))
    expect(contents()).toContainEqual(joined)
  })

  it('[Q2] goes on without a résumé that is hidden, and without a name that is', async () => {
    rig = await makeRig()
    const { control } = rig.sandbox
    const hidden = await control.candidateResponds({ vacancy: 'Курьер', candidate: denis, letter: 'Это я' })
    await control.setResume(hidden.resumeId, { isGone: true })
    const nameless = await control.candidateResponds({
      vacancy: 'Курьер',
      candidate: { ...anton, areNamesHidden: true, arePhonesHidden: true },
    })
    rig.channel.start()
    await rig.host.until(() => responseOf(rig.host, hidden.chatId) !== null)
    await rig.host.until(() => responseOf(rig.host, nameless.chatId)?.resume != null)
    expect(responseOf(rig.host, hidden.chatId)).toMatchObject({ resume: null, phones: [] })
    expect(responseOf(rig.host, nameless.chatId)).toMatchObject({ fullName: '', phones: [] })
  })
})

describe('what cannot be read', () => {
  it('[M1] one vacancy that the platform refuses does not keep the others', async () => {
    rig = await makeRig()
    const { control } = rig.sandbox
    const refused = await control.candidateResponds({ vacancy: 'Курьер', candidate: denis })
    const other = await control.candidateResponds({ vacancy: 'Продавец', candidate: anna })
    await control.inject({
      match: { method: 'GET', pathPart: `/negotiations?vacancy_id=${refused.vacancyId}` },
      times: 2,
      kind: 'refusal',
      status: 403,
      type: 'negotiations',
      value: 'invalid_vacancy',
    })
    rig.channel.start()
    await rig.host.until(() => responseOf(rig.host, other.chatId) !== null)
    // And it comes when it is allowed again.
    await rig.host.until(() => responseOf(rig.host, refused.chatId) !== null)
  })
})

describe('the webhook of hh.ru', () => {
  it('[M1] notes events down, also doubled and out of order, and reads each message once', async () => {
    const made = await makeResponded({
      prepare: async (_sandbox, host) => {
        host.webhook = 'http://127.0.0.1:9/hooks/secret'
      },
    })
    rig = made
    const { chatId } = made.response
    await made.host.until(() => made.host.delivery === 'webhook')
    expect(await made.sandbox.control.webhooks()).toMatchObject([{ url: 'http://127.0.0.1:9/hooks/secret' }])
    const { messageId } = await made.sandbox.control.candidateWrites(chatId, { text: 'Есть вопрос' })
    const event = {
      id: 'evt-1',
      action_type: 'CHAT_MESSAGE_CREATED',
      subscription_id: '22',
      user_id: '0',
      payload: { chat_id: chatId, message_id: messageId, role: 'APPLICANT' },
    }
    expect(await made.channel.handleWebhook(event)).toBe('taken')
    expect(await made.channel.handleWebhook(event)).toBe('taken')
    expect(await made.channel.handleWebhook({ nonsense: true })).toBe('taken')
    await made.host.until(() => has(made.host, chatId, 'Есть вопрос'))
    expect(made.host.firstTimes.get(messageId)).toBe(1)
  })

  it('[M1] reads after a restart what was only noted down', async () => {
    const made = await makeResponded()
    const { chatId } = made.response
    rig = made
    await made.sandbox.control.inject({
      match: { pathPart: `/common/chats/${chatId}` },
      times: 50,
      kind: 'status',
      status: 503,
    })
    const { messageId } = await made.sandbox.control.candidateWrites(chatId, { text: 'Перед падением' })
    await made.channel.handleWebhook({ id: 'e', action_type: 'CHAT_MESSAGE_CREATED', payload: { chat_id: chatId } })
    made.channel.dispose()
    await made.sandbox.control.clearFaults()
    made.restart().start()
    await made.host.until(() => made.host.messages.has(messageId))
  })
})
