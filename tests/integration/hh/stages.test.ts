import { afterEach, describe, expect, it } from 'vitest'

import { aMessageId, anton, has, isReceiving, makeResponded, makeRig, responseOf, textsOf, type Rig } from './rig'

let rig: Rig
afterEach(() => rig.stop())

describe('stages of a response', () => {
  it('[M13] are those of the response itself, each with its template', async () => {
    const made = await makeResponded()
    rig = made
    const moves = await made.channel.stageMoves(made.response.chatId)
    expect(moves).toMatchObject({
      kind: 'ok',
      value: { current: { externalId: 'response', title: 'Неразобранные' } },
    })
    const list = moves.kind === 'ok' ? moves.value.moves : []
    expect(list.map(({ externalId, message }) => [externalId, message])).toEqual([
      ['consider', 'optional'],
      ['phone_interview', 'optional'],
      ['interview', 'optional'],
      ['offer', 'required'],
      ['hired', 'optional'],
      ['discard_by_employer', 'optional'],
    ])
    expect(list.every(({ template }) => (template ?? '').length > 0)).toBe(true)
    expect(await made.channel.stageMoves('999')).toEqual({ kind: 'notFound' })
  })

  it('[M13] go without words after five messages that nobody answered, and say so', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId } = made.response
    const [manager = ''] = made.sandbox.managerIds
    for (const text of ['раз', 'два', 'три', 'четыре', 'пять'])
      await made.sandbox.control.managerWritesOutside(manager, chatId, text)
    const moves = await made.channel.stageMoves(chatId)
    expect(moves).toMatchObject({ kind: 'ok', value: { wordless: 'unanswered' } })
    const list = moves.kind === 'ok' ? moves.value.moves : []
    expect(list.map(({ externalId, message }) => [externalId, message])).toEqual([
      ['consider', 'none'],
      ['phone_interview', 'none'],
      ['interview', 'none'],
      ['hired', 'none'],
      ['discard_by_employer', 'none'],
    ])
  })

  it('[M12] move with a message that nobody changes afterwards', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId, topicId } = made.response
    const wish = { chatExternalId: chatId, messageId: aMessageId(), moveExternalId: 'interview', text: 'Приглашаем' }
    expect(await made.channel.moveStage(wish)).toEqual({ kind: 'done' })
    await made.host.until(
      () => has(made.host, chatId, 'Приглашаем') && responseOf(made.host, chatId)?.stage?.slug === 'interview',
    )
    expect(made.host.messagesOf(chatId).at(-1)).toMatchObject({ direction: 'out', revision: 'stage' })
    expect(await made.sandbox.control.stateForApplicant(topicId)).toBe('invitation')
    // Asked again: it is made already.
    expect(await made.channel.moveStage(wish)).toEqual({ kind: 'done' })
    expect(await made.sandbox.control.received(chatId)).toHaveLength(1)
  })

  it('[M13] move in silence, and refuse where the message is required', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId: chatExternalId, topicId } = made.response
    const silent = { chatExternalId, text: null }
    expect(await made.channel.moveStage({ ...silent, messageId: aMessageId(), moveExternalId: 'offer' })).toMatchObject(
      {
        kind: 'refused',
        reason: 'empty',
      },
    )
    expect(await made.channel.moveStage({ ...silent, messageId: aMessageId(), moveExternalId: 'consider' })).toEqual({
      kind: 'done',
    })
    expect(await made.sandbox.control.stateForApplicant(topicId)).toBe('response')
    expect(await made.channel.moveStage({ ...silent, messageId: aMessageId(), moveExternalId: 'none' })).toMatchObject({
      kind: 'refused',
      reason: 'rejected',
    })
  })

  it('[M23] a move whose answer was lost is made once', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId } = made.response
    await made.sandbox.control.inject({
      match: { method: 'PUT', pathPart: '/negotiations/interview' },
      times: 1,
      kind: 'dropAfterAccept',
    })
    const wish = { chatExternalId: chatId, messageId: aMessageId(), moveExternalId: 'interview', text: 'Ждём вас' }
    expect(await made.channel.moveStage(wish)).toMatchObject({ kind: 'unknown' })
    expect(await made.channel.moveStage(wish)).toEqual({ kind: 'done' })
    expect((await made.sandbox.control.received(chatId)).map(({ text }) => text)).toEqual(['Ждём вас'])
  })

  it('[M23] say in words why the platform refuses the message of a stage', async () => {
    const made = await makeResponded()
    rig = made
    const { chatId: chatExternalId, topicId } = made.response
    const wish = { chatExternalId, messageId: aMessageId(), moveExternalId: 'interview' }
    expect(await made.channel.moveStage({ ...wish, text: 'болван' })).toMatchObject({ reason: 'spam' })
    await made.sandbox.control.setMessaging(topicId, 'in_a_row_limit')
    expect(await made.channel.moveStage({ ...wish, text: 'Ждём' })).toMatchObject({ reason: 'chatReadOnly' })
  })
})

describe('writing first', () => {
  async function withCandidate(areContactsOpen = true) {
    rig = await makeRig()
    const { vacancyId } = await rig.sandbox.control.addVacancy({ name: 'Продавец' })
    const { resumeId } = await rig.sandbox.control.addResume({ ...anton, areContactsOpen })
    rig.channel.start()
    await rig.host.until(() => isReceiving(rig.host))
    return { vacancyId, resumeId }
  }
  const start = (candidateExternalId: string, text = 'Добрый день!') => ({
    messageId: aMessageId(),
    candidateExternalId,
    text,
  })

  it('[M2] finds a candidate by the address of the résumé or its id', async () => {
    const { resumeId } = await withCandidate()
    for (const reference of [resumeId, `https://hh.ru/resume/${resumeId}?from=search`, ` resume/${resumeId} `]) {
      expect(await rig.channel.findCandidate(reference)).toMatchObject({
        kind: 'ok',
        value: { externalId: resumeId, position: anton.text.title, hasOpenContacts: true },
      })
    }
    expect(await rig.channel.findCandidate('Иван Иванов')).toEqual({ kind: 'unreadable' })
    expect(await rig.channel.findCandidate('0'.repeat(38))).toEqual({ kind: 'notFound' })
  })

  it('[M3] [M6] begins a conversation about no vacancy, once, and leaves it', async () => {
    const { resumeId } = await withCandidate()
    const wish = start(resumeId)
    const started = await rig.channel.startChat(wish)
    expect(started).toMatchObject({
      kind: 'started',
      chat: { isWithoutVacancy: true, reach: 'openContacts', clientExternalId: `resume:${resumeId}`, subject: null },
      message: { content: { text: 'Добрый день!' }, direction: 'out' },
    })
    const chatId = started.kind === 'started' ? started.chat.externalId : ''
    expect(await rig.channel.startChat(wish)).toMatchObject({ kind: 'started', chat: { externalId: chatId } })
    expect(textsOf(rig.host, chatId)).toEqual(['Добрый день!'])
    // Another beginning goes on in the same conversation.
    const second = start(resumeId, 'И ещё вопрос')
    expect(await rig.channel.startChat(second)).toMatchObject({ kind: 'started', chat: { externalId: chatId } })
    expect(await rig.channel.startChat(second)).toMatchObject({ kind: 'started' })
    expect((await rig.sandbox.control.received(chatId)).map(({ text }) => text)).toEqual([
      'Добрый день!',
      'И ещё вопрос',
    ])

    expect(await rig.channel.leave(chatId)).toEqual({ kind: 'done' })
    await rig.host.until(() => rig.host.chats.get(chatId)?.access === 'left')
    expect(await rig.channel.leave(chatId)).toEqual({ kind: 'done' })
  })

  it('[M23] begins it once though the answer was lost', async () => {
    const { resumeId } = await withCandidate()
    await rig.sandbox.control.inject({
      match: { method: 'POST', pathPart: '/without_vacancy' },
      times: 1,
      kind: 'dropAfterAccept',
    })
    const wish = start(resumeId)
    expect(await rig.channel.startChat(wish)).toMatchObject({ kind: 'unknown' })
    expect(await rig.channel.startChat(wish)).toMatchObject({ kind: 'started', message: { direction: 'out' } })
    expect(await rig.sandbox.control.received()).toHaveLength(1)
  })

  it('[M2] says that the contacts are closed', async () => {
    const { resumeId } = await withCandidate(false)
    expect(await rig.channel.findCandidate(resumeId)).toMatchObject({ value: { hasOpenContacts: false, phones: [] } })
    expect(await rig.channel.startChat(start(resumeId))).toMatchObject({ kind: 'refused', reason: 'contactsClosed' })
  })

  it('[M5] invites to a published vacancy, once', async () => {
    const { resumeId, vacancyId } = await withCandidate()
    const started = await rig.channel.startChat(start(resumeId))
    const chatExternalId = started.kind === 'started' ? started.chat.externalId : ''
    expect(await rig.channel.vacancies()).toMatchObject({
      kind: 'ok',
      value: [{ externalId: vacancyId, title: 'Продавец' }],
    })
    await rig.sandbox.control.inject({
      match: { method: 'POST', pathPart: '/negotiations/' },
      times: 1,
      kind: 'dropAfterAccept',
    })
    const wish = { chatExternalId, messageId: aMessageId(), vacancyExternalId: vacancyId, text: 'Приходите' }
    expect(await rig.channel.invite(wish)).toMatchObject({ kind: 'unknown' })
    expect(await rig.channel.invite(wish)).toEqual({ kind: 'done' })
    const topics = await rig.sandbox.control.topics()
    expect(topics).toHaveLength(1)
    const invited = topics[0]?.chatId ?? ''
    await rig.host.until(() => responseOf(rig.host, invited) !== null)
    expect(rig.host.chats.get(invited)).toMatchObject({ reach: 'invited', isWithoutVacancy: false })
    expect(await rig.channel.invite({ ...wish, messageId: aMessageId() })).toMatchObject({ kind: 'refused' })
  })
})
