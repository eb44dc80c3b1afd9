import { afterEach, describe, expect, it } from 'vitest'

import { aMessageId, isReceiving, makeRig, type Rig } from './rig'

let rig: Rig
afterEach(() => rig.stop())

describe('text by polling', () => {
  it('[M1] hands over a client message with the vacancy that it is about', async () => {
    rig = await makeRig()
    const { sandbox, host, channel } = rig
    channel.start()
    await host.until(() => isReceiving(host))
    const { chatId, messageId } = await sandbox.control.clientWrites({
      clientName: 'Анна Мельник',
      text: 'Добрый день',
    })
    await host.until(() => host.messages.has(messageId))
    expect(host.chats.get(chatId)).toMatchObject({
      clientName: 'Анна Мельник',
      access: 'open',
      subject: { kind: 'vacancy', title: 'Водитель-курьер', price: '90 000 ₽ за месяц' },
    })
    expect(host.messages.get(messageId)).toMatchObject({
      chatExternalId: chatId,
      direction: 'in',
      authorName: 'Анна Мельник',
      content: { kind: 'text', text: 'Добрый день' },
      isReadByUs: false,
      isBackfill: false,
    })
  })

  it('[M23] sends once, and the client reading it gives the message its read mark', async () => {
    rig = await makeRig()
    const { sandbox, host, channel } = rig
    channel.start()
    const { chatId } = await sandbox.control.clientWrites({ text: 'Здравствуйте' })
    const sent = await channel.send({
      id: aMessageId(),
      chatExternalId: chatId,
      content: { kind: 'text', text: 'Слушаю вас' },
    })
    expect(sent.kind).toBe('sent')
    expect((await sandbox.control.received(chatId)).map((message) => message.text)).toEqual(['Слушаю вас'])
    await sandbox.control.clientReads(chatId)
    const id = sent.kind === 'sent' ? sent.externalId : ''
    await host.until(() => typeof host.messages.get(id)?.readAtMs === 'number')
    expect(host.messages.get(id)).toMatchObject({ direction: 'out', isBackfill: false })
  })

  it('takes the demo chats as history, without news', async () => {
    rig = await makeRig({ seed: 'demo' })
    const { sandbox, host, channel } = rig
    channel.start()
    const chats = await sandbox.control.chats()
    const total = chats.reduce((sum, chat) => sum + chat.messageCount, 0)
    await host.until(
      () =>
        host.messages.size === total &&
        [...host.messages.values()].every(({ content }) => content.kind !== 'voice' || content.state === 'kept'),
    )
    expect(host.chats.size).toBe(chats.length)
    expect([...host.messages.values()].every((message) => message.isBackfill)).toBe(true)
    expect(host.account).toMatchObject({ externalId: String(sandbox.userId), name: 'ООО «Орбита»' })
  })
})
