import { afterEach, describe, expect, it } from 'vitest'

import type { FileId } from '../../../shared/domain/ids'
import { drawScene } from '../../../sandbox/lib/scenes'
import { aMessageId, aText, byWebhookOnly, has, makeResponded, type RespondedRig } from './rig'

let rig: RespondedRig
afterEach(() => rig.stop())

const POST_MESSAGE = { method: 'POST', pathPart: '/messages' }
const none: ReadonlySet<string> = new Set()

async function received(): Promise<(string | null)[]> {
  return (await rig.sandbox.control.received()).map(({ text, file }) => text ?? file)
}

async function aPicture(name: string | null = 'схема.png') {
  const fileId: FileId = await rig.host.saveFile(drawScene('portrait', 64, 48), 'image/png', name)
  return { id: aMessageId(), chatExternalId: rig.response.chatId, content: { kind: 'image', fileId } } as const
}

describe('sending to hh.ru', () => {
  it('[M23] sends a text and knows it again when it is read back', async () => {
    rig = await makeResponded()
    const sent = await rig.channel.send(aText(rig.response.chatId, 'Когда удобно созвониться?'))
    expect(sent).toMatchObject({ kind: 'sent' })
    await rig.host.until(() => has(rig.host, rig.response.chatId, 'Когда удобно созвониться?'))
    const [message] = rig.host.messagesOf(rig.response.chatId).filter(({ direction }) => direction === 'out')
    expect(message?.externalId).toBe(sent.kind === 'sent' ? sent.externalId : '')
    expect(message).toMatchObject({ revision: 'allowed' })
  })

  it('[M23] takes 20 000 characters and refuses 20 001 without asking the platform', async () => {
    rig = await makeResponded()
    const { chatId } = rig.response
    expect(await rig.channel.send(aText(chatId, '🙂'.repeat(20_000)))).toMatchObject({ kind: 'sent' })
    expect(await rig.channel.send(aText(chatId, '🙂'.repeat(20_001)))).toMatchObject({ reason: 'tooLong' })
    expect(await rig.channel.send(aText(chatId, ' '))).toMatchObject({ reason: 'empty' })
    expect(await received()).toHaveLength(1)
  })

  it('[M23] dropped after it was taken: once with the client, found under its key', async () => {
    rig = await makeResponded()
    const { chatId } = rig.response
    const startedAtMs = Date.now()
    const first = await rig.channel.send(aText(chatId, 'Да'))
    const known = new Set([first.kind === 'sent' ? first.externalId : ''])
    await rig.sandbox.control.inject({ match: POST_MESSAGE, times: 1, kind: 'dropAfterAccept' })
    const message = aText(chatId, 'Да')
    expect(await rig.channel.send(message)).toMatchObject({ kind: 'unknown' })
    // Whoever does not look first and sends again is told that it was taken.
    expect(await rig.channel.send(message)).toMatchObject({ kind: 'unknown' })
    const found = await rig.channel.findSent(message, startedAtMs, known)
    const all = await rig.sandbox.control.received()
    expect(found).toMatchObject({ kind: 'found', externalId: all.at(-1)?.id })
    expect(all.map(({ text }) => text)).toEqual(['Да', 'Да'])
  })

  it('[M23] dropped before it was taken: absent, and sent by the second attempt', async () => {
    rig = await makeResponded()
    await rig.sandbox.control.inject({ match: POST_MESSAGE, times: 1, kind: 'dropBeforeAccept' })
    const message = aText(rig.response.chatId, 'Где-то в пути')
    expect(await rig.channel.send(message)).toMatchObject({ kind: 'unknown' })
    expect(await rig.channel.findSent(message, Date.now(), none)).toEqual({ kind: 'absent' })
    expect(await rig.channel.send(message)).toMatchObject({ kind: 'sent' })
    expect(await received()).toEqual(['Где-то в пути'])
  })

  it('[M23] gives up a message that was taken and deleted on the platform’s own page since', async () => {
    rig = await makeResponded()
    const { chatId } = rig.response
    const message = aText(chatId, 'Недолго')
    const sent = await rig.channel.send(message)
    await rig.channel.deleteMessage(chatId, sent.kind === 'sent' ? sent.externalId : '')
    expect(await rig.channel.send(message)).toMatchObject({ kind: 'unknown' })
    expect(await rig.channel.findSent(message, Date.now(), none)).toEqual({ kind: 'absent' })
    expect(await rig.channel.send(message)).toMatchObject({ kind: 'refused', reason: 'rejected' })
    expect(await received()).toHaveLength(1)
  })

  it('[M23] judges every refusal in words that the agent has', async () => {
    rig = await makeResponded()
    const { chatId } = rig.response
    const { control } = rig.sandbox
    expect(await rig.channel.send(aText(chatId, 'Лучшее казино'))).toMatchObject({ kind: 'refused', reason: 'spam' })
    expect(await rig.channel.send(aText('999', 'Кому?'))).toMatchObject({ kind: 'refused', reason: 'chatGone' })
    await control.archiveChat(chatId, true)
    expect(await rig.channel.send(aText(chatId, 'Поздно'))).toMatchObject({ kind: 'refused', reason: 'chatReadOnly' })
    await rig.host.until(() => rig.host.chats.get(chatId)?.readOnlyReason === 'archived')
    await control.archiveChat(chatId, false)
    await control.setPaidGroup('chats', false)
    expect(await rig.channel.send(aText(chatId, 'Не оплачено'))).toMatchObject({ kind: 'refused', reason: 'tariff' })
    await control.setPaidGroup('chats', true)
    await control.inject({ match: POST_MESSAGE, times: 1, kind: 'status', status: 429, retryAfterS: 2 })
    expect(await rig.channel.send(aText(chatId, 'Скоро'))).toMatchObject({ kind: 'notSent', retryAfterMs: 2000 })
    expect(await received()).toEqual([])
  })

  it('[M15] sends a picture in two steps, also when the link expires between them', async () => {
    rig = await makeResponded()
    await rig.sandbox.control.inject({
      match: { method: 'POST', pathPart: '/files/upload?' },
      times: 1,
      kind: 'refusal',
      status: 400,
      type: 'bad_argument',
      value: 'state',
    })
    expect(await rig.channel.send(await aPicture())).toMatchObject({ kind: 'sent' })
    expect(await received()).toEqual(['схема.png'])
    await rig.host.until(() => rig.host.messagesOf(rig.response.chatId).some(({ content }) => content.kind === 'image'))
  })

  it('[M15] finds a picture whose answer was lost', async () => {
    rig = await makeResponded()
    const picture = await aPicture()
    await rig.sandbox.control.inject({ match: POST_MESSAGE, times: 1, kind: 'dropAfterAccept' })
    expect(await rig.channel.send(picture)).toMatchObject({ kind: 'unknown' })
    expect(await rig.channel.findSent(picture, Date.now(), none)).toMatchObject({ kind: 'found' })
    expect(await received()).toHaveLength(1)
  })

  it('[M15] refuses pictures that hh.ru does not take, and files', async () => {
    rig = await makeResponded()
    const { chatId: chatExternalId } = rig.response
    const gif = await rig.host.saveFile(new Uint8Array([71, 73, 70]), 'image/gif', 'a.gif')
    const torn = await rig.host.saveFile(new Uint8Array([1, 2, 3]), 'image/png', 'b.png')
    const image = (fileId: FileId) =>
      ({ id: aMessageId(), chatExternalId, content: { kind: 'image', fileId } }) as const
    expect(await rig.channel.send(image(gif))).toMatchObject({ reason: 'imageTypeUnsupported' })
    expect(await rig.channel.send(image(torn))).toMatchObject({ reason: 'imageUnreadable' })
    expect(await rig.channel.send(image('none' as FileId))).toMatchObject({ reason: 'fileMissing' })
    const file = { kind: 'file', fileId: torn, name: 'a.pdf' } as const
    expect(await rig.channel.send({ id: aMessageId(), chatExternalId, content: file })).toMatchObject({
      reason: 'fileTypeUnsupported',
    })
    await rig.sandbox.control.change({ areFilesDisabled: true })
    expect(await rig.channel.send(await aPicture())).toMatchObject({ reason: 'fileTypeUnsupported' })
  })
})

describe('what was sent', () => {
  it('[M10] is edited, until the platform’s own window is over', async () => {
    rig = await makeResponded()
    const { chatId } = rig.response
    const sent = await rig.channel.send(aText(chatId, 'В пять'))
    const id = sent.kind === 'sent' ? sent.externalId : ''
    const edited = await rig.channel.editMessage(chatId, id, 'В шесть')
    await rig.host.until(() => has(rig.host, chatId, 'В шесть'))
    // By one clock, the platform's: the answer is dated within the second after the change.
    const toldMs = rig.host.messages.get(id)?.editedAtMs ?? 0
    expect([0, 1000].map((laterMs) => ({ kind: 'done', atMs: toldMs + laterMs }))).toContainEqual(edited)
    expect(await rig.channel.editMessage(chatId, id, 'казино')).toMatchObject({ reason: 'spam' })
    await rig.sandbox.control.change({ editWindowMs: 0 })
    await rig.sandbox.control.advanceClock(5000)
    expect(await rig.channel.editMessage(chatId, id, 'В семь')).toMatchObject({ reason: 'windowClosed' })
    expect(await rig.channel.deleteMessage(chatId, id)).toMatchObject({ reason: 'windowClosed' })
  })

  it('[M8] is deleted, and deleting it again changes nothing', async () => {
    rig = await makeResponded()
    const { chatId } = rig.response
    const sent = await rig.channel.send(aText(chatId, 'Лишнее'))
    const id = sent.kind === 'sent' ? sent.externalId : ''
    await rig.host.until(() => rig.host.messages.has(id))
    expect(await rig.channel.deleteMessage(chatId, id)).toEqual({ kind: 'done' })
    await rig.host.until(() => rig.host.messages.get(id)?.content.kind === 'deleted')
    expect(await rig.channel.deleteMessage(chatId, id)).toEqual({ kind: 'done' })
    expect(await rig.channel.deleteMessage('999', id)).toMatchObject({ reason: 'chatGone' })
  })

  it('[M24] marks read up to what the agent has, and not what came since', async () => {
    rig = await makeResponded({ tuning: byWebhookOnly })
    const { chatId } = rig.response
    await rig.sandbox.control.candidateWrites(chatId, { text: 'Ещё не видно' })
    expect(await rig.channel.markRead(chatId)).toEqual({ kind: 'done' })
    const seen = await rig.sandbox.control.seenByApplicant(chatId)
    expect(seen.map(({ isViewedByEmployer }) => isViewedByEmployer)).toEqual([true, false])
  })

  it('[M7] takes the word from the candidate and gives it back', async () => {
    rig = await makeResponded()
    const { chatId } = rig.response
    expect(await rig.channel.block(chatId, 'resume:1', 'spam')).toEqual({ kind: 'done' })
    expect((await rig.sandbox.control.chats())[0]).toMatchObject({ canApplicantWrite: false })
    expect(await rig.channel.unblock(chatId)).toEqual({ kind: 'done' })
    expect((await rig.sandbox.control.chats())[0]).toMatchObject({ canApplicantWrite: true })
  })
})
