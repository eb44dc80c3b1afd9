import { randomUUID } from 'node:crypto'

import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { makeSiteRig, SETTINGS, type SiteRig } from './rig'

let rig: SiteRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
afterEach(async () => {
  await rig.stop()
})

describe('a visitor and an agent', () => {
  it('[M1] [Q1] talk both ways: the first word opens a case, the answer arrives and is delivered and read', async () => {
    rig = await makeSiteRig()
    const visitor = await rig.visitor()
    expect(visitor.frames).toEqual([
      {
        type: 'welcome',
        protocol: 1,
        company: SETTINGS.company,
        greeting: SETTINGS.greeting,
        visitorName: '',
        // Of the keys that the hub made (spec N1): 65 bytes of a point, in base64url.
        pushKey: expect.stringMatching(/^[\w-]{87}$/) as string,
        canBegin: true,
        canNotify: false,
        email: null,
        conversations: [],
      },
    ])
    const conversationId = randomUUID()
    expect(await visitor.say('Здравствуйте, вакансия открыта?', conversationId)).toBeNull()
    const chat = await rig.chat(conversationId)
    const [question] = await rig.messages(chat)
    expect(question).toMatchObject({
      direction: 'in',
      content: { kind: 'text', text: 'Здравствуйте, вакансия открыта?' },
    })
    await rig.desk.until(({ changes }) =>
      changes.some(({ entity, row }) => entity === 'chat' && row?.case.state.kind === 'queued' && row.unread === 1),
    )

    const answerId = await rig.answer(chat, 'Да, открыта')
    await visitor.until(({ texts }) => texts.includes('Да, открыта'))
    expect(visitor.texts).toEqual(['Здравствуйте, вакансия открыта?', 'Да, открыта'])
    const deliveryOf = (state: string) =>
      rig.desk.until(({ changes }) =>
        changes.some(
          ({ entity, row }) => entity === 'message' && row?.id === answerId && row.delivery?.state === state,
        ),
      )
    await deliveryOf('sent')
    const shown = visitor.shown.at(-1)
    visitor.send({ type: 'have', ids: [shown?.id ?? ''] })
    await deliveryOf('delivered')
    visitor.send({ type: 'read', conversationId, upTo: shown?.id ?? '' })
    await deliveryOf('read')
    await visitor.until((page) => page.state(conversationId)?.unread === 0)

    // Seen by the agent: the visitor's own message says so.
    await rig.hub.command('markRead', { chatId: chat.id, upToMessageId: null })
    await visitor.until((page) => page.shown.some(({ isMine, isRead }) => isMine && isRead))
  })

  it('[M14] both see that the other one types', async () => {
    rig = await makeSiteRig()
    const visitor = await rig.visitor()
    const conversationId = randomUUID()
    await visitor.say('Добрый день', conversationId)
    const chat = await rig.chat(conversationId)
    visitor.send({ type: 'typing', conversationId })
    await rig.desk.until(({ frames }) => frames.some((frame) => frame.type === 'typing' && frame.chatId === chat.id))
    rig.desk.send({ type: 'typing', chatId: chat.id })
    await visitor.until(({ frames }) =>
      frames.some((frame) => frame.type === 'typing' && frame.conversationId === conversationId),
    )
  })

  it('[M8] [M9] [M10] a text is changed with a mark and taken back without a trace', async () => {
    rig = await makeSiteRig()
    const visitor = await rig.visitor()
    const conversationId = randomUUID()
    await visitor.say('Какой график?', conversationId)
    const chat = await rig.chat(conversationId)
    const messageId = await rig.answer(chat, 'Два через два')
    await visitor.until(({ texts }) => texts.includes('Два через два'))
    await rig.desk.until(({ changes }) =>
      changes.some(({ entity, row }) => entity === 'message' && row?.id === messageId && row.editableUntilMs !== null),
    )
    expect(await rig.hub.command('editMessage', { messageId, text: 'Пять через два' })).toBeNull()
    await visitor.until(({ texts }) => texts.includes('Пять через два'))
    expect(visitor.shown.at(-1)?.editedAtMs).toBeTypeOf('number')
    expect(await rig.hub.command('deleteMessage', { messageId })).toBeNull()
    await visitor.until(({ texts }) => texts.length === 1)
    expect(await visitor.history(conversationId)).toMatchObject([{ content: { text: 'Какой график?' } }])
    const again = await rig.visitor({ key: visitor.key })
    expect(JSON.stringify(again.frames)).not.toContain('Пять через два')
  })

  it('[M23] a word that is said again, also after a restart, stays one', async () => {
    rig = await makeSiteRig()
    const visitor = await rig.visitor()
    const conversationId = randomUUID()
    const id = randomUUID()
    for (let i = 0; i < 3; i += 1) expect(await visitor.say('Один раз', conversationId, id)).toBeNull()
    const chat = await rig.chat(conversationId)
    await rig.restart()
    const same = await rig.visitor({ key: visitor.key })
    expect(await same.say('Один раз', conversationId, id)).toBeNull()
    await rig.hub.hub.settled()
    expect((await rig.messages(chat)).map(({ content }) => content)).toEqual([{ kind: 'text', text: 'Один раз' }])
    expect(await same.history(conversationId)).toHaveLength(1)
  })
})
