import { afterEach, describe, expect, it } from 'vitest'

import { aMessageId, isReceiving, makeRig, type Rig } from './rig'

let rig: Rig
afterEach(() => rig.stop())

async function withSentMessage(): Promise<{ chatId: string; messageId: string }> {
  rig = await makeRig()
  const { sandbox, channel } = rig
  const { chatId } = await sandbox.control.clientWrites({ text: 'Здравствуйте' })
  const sent = await channel.send({
    id: aMessageId(),
    chatExternalId: chatId,
    content: { kind: 'text', text: 'Не туда' },
  })
  return { chatId, messageId: sent.kind === 'sent' ? sent.externalId : '' }
}

describe('deleting', () => {
  it('[M8] deletes within the hour, and the chat shows it as deleted', async () => {
    const { chatId, messageId } = await withSentMessage()
    const { host, channel, sandbox } = rig
    channel.start()
    await host.until(() => host.messages.has(messageId))
    expect(await channel.deleteMessage(chatId, messageId)).toEqual({ kind: 'done' })
    await host.until(() => host.messages.get(messageId)?.content.kind === 'deleted')
    expect(await sandbox.control.received()).toMatchObject([{ id: messageId, isDeleted: true }])
  })

  it('[M8] says that the window has closed afterwards', async () => {
    const { chatId, messageId } = await withSentMessage()
    await rig.sandbox.control.advanceClock(3_601_000)
    expect(await rig.channel.deleteMessage(chatId, messageId)).toEqual({
      kind: 'refused',
      reason: 'windowClosed',
      detail: null,
    })
  })

  it('takes a message that is gone already for deleted, and a chat that is gone for what it is', async () => {
    const { chatId, messageId } = await withSentMessage()
    expect(await rig.channel.deleteMessage(chatId, 'no-such-message')).toEqual({ kind: 'done' })
    await rig.sandbox.control.deleteChat(chatId)
    expect(await rig.channel.deleteMessage(chatId, messageId)).toEqual({
      kind: 'refused',
      reason: 'chatGone',
      detail: null,
    })
  })

  it('may be asked for again after a lost answer', async () => {
    const { chatId, messageId } = await withSentMessage()
    await rig.sandbox.control.inject({ match: { pathPart: messageId }, times: 1, kind: 'dropAfterAccept' })
    expect(await rig.channel.deleteMessage(chatId, messageId)).toMatchObject({ kind: 'retry' })
    expect(await rig.channel.deleteMessage(chatId, messageId)).toEqual({ kind: 'done' })
  })
})

describe('reading and blocking', () => {
  it('[M24] marks the whole chat read on the platform', async () => {
    const { chatId } = await withSentMessage()
    expect(await rig.channel.markRead(chatId)).toEqual({ kind: 'done' })
    expect((await rig.sandbox.control.messages(chatId)).every((message) => message.isRead)).toBe(true)
  })

  it('[M24] leaves unread what came while the mark was on its way and nobody has seen', async () => {
    rig = await makeRig({ tuning: { pollMs: 60_000, activePollMs: 60_000 } })
    const { sandbox, host, channel } = rig
    channel.start()
    await host.until(() => isReceiving(host))
    const { chatId } = await sandbox.control.clientWrites({ text: 'Это прочитано' })
    // Not polled for yet: the mark overtakes it.
    const unseen = await sandbox.control.clientWrites({ chatId, text: 'А этого никто не видел' })
    await channel.markRead(chatId)
    expect((await sandbox.control.messages(chatId)).every((message) => message.isRead)).toBe(true)
    await channel.send({ id: aMessageId(), chatExternalId: chatId, content: { kind: 'text', text: 'Ответ' } })
    await host.until(() => host.messages.has(unseen.messageId))
    expect(host.messages.get(unseen.messageId)).toMatchObject({ direction: 'in', isReadByUs: false })
  })

  it('[M7] blocks a client for the given reason, and remembers it over a restart', async () => {
    rig = await makeRig()
    const { sandbox, host, channel } = rig
    const { chatId, messageId } = await sandbox.control.clientWrites({ text: 'Купите биткоин' })
    channel.start()
    await host.until(() => host.messages.has(messageId))
    const client = host.chats.get(chatId)?.clientExternalId ?? ''
    expect(await channel.block(chatId, client, 'fraud')).toEqual({ kind: 'done' })
    await host.until(() => host.chats.get(chatId)?.access === 'blocked')
    expect((await sandbox.control.stats()).blacklist).toMatchObject([
      { userId: Number(client), itemId: expect.any(Number) as number, reasonId: 2 },
    ])
    channel.dispose()
    host.chats.clear()
    rig.restart().start()
    await host.until(() => isReceiving(host))
    await sandbox.control.agentWritesOutside(chatId, 'Не пишите больше')
    await host.until(() => host.chats.get(chatId)?.access === 'blocked')
  })
})
