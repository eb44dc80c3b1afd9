import { afterEach, describe, expect, it } from 'vitest'

import { drawScene } from '../../../sandbox/lib/scenes'
import { aMessageId, isReceiving, makeRig, type Rig } from './rig'

let rig: Rig
afterEach(() => rig.stop())

const POST_MESSAGE = { method: 'POST', pathPart: '/messages' }

async function withChat(options: Parameters<typeof makeRig>[0] = {}): Promise<string> {
  rig = await makeRig(options)
  const { chatId } = await rig.sandbox.control.clientWrites({ text: 'Здравствуйте' })
  return chatId
}

function text(chatExternalId: string, value: string) {
  return { id: aMessageId(), chatExternalId, content: { kind: 'text', text: value } } as const
}

describe('sending a text', () => {
  it('[M23] takes 1000 characters with emoji and refuses 1001 without asking the platform', async () => {
    const chatId = await withChat()
    const longest = '🙂'.repeat(999) + 'я'
    expect(await rig.channel.send(text(chatId, longest))).toMatchObject({ kind: 'sent' })
    expect(await rig.channel.send(text(chatId, `${longest}я`))).toEqual({
      kind: 'refused',
      reason: 'tooLong',
      detail: null,
    })
    expect(await rig.channel.send(text(chatId, '  '))).toEqual({ kind: 'refused', reason: 'empty', detail: null })
    expect((await rig.sandbox.control.received()).map((message) => message.text)).toEqual([longest])
  })

  it('[M23] finds a message whose answer was lost, and does not find one that never arrived', async () => {
    const chatId = await withChat()
    const startedAtMs = Date.now()
    await rig.sandbox.control.inject({ match: POST_MESSAGE, times: 1, kind: 'dropAfterAccept' })
    const lost = text(chatId, 'Принято без ответа')
    expect(await rig.channel.send(lost)).toMatchObject({ kind: 'unknown' })
    const [accepted] = await rig.sandbox.control.received()
    expect(await rig.channel.findSent(lost, startedAtMs, new Set())).toMatchObject({
      kind: 'found',
      externalId: accepted?.id,
    })
    expect(await rig.channel.findSent(lost, startedAtMs, new Set([accepted?.id ?? '']))).not.toMatchObject({
      kind: 'found',
    })

    await rig.sandbox.control.inject({ match: POST_MESSAGE, times: 1, kind: 'dropBeforeAccept' })
    const never = text(chatId, 'Не дошло')
    expect(await rig.channel.send(never)).toMatchObject({ kind: 'unknown' })
    await expect.poll(() => rig.channel.findSent(never, startedAtMs, new Set())).toEqual({ kind: 'absent' })
    expect(await rig.sandbox.control.received()).toHaveLength(1)
  })

  it('says "not yet certain" right after a lost answer', async () => {
    const chatId = await withChat({ tuning: { settleAfterLossMs: 60_000 } })
    await rig.sandbox.control.inject({ match: POST_MESSAGE, times: 1, kind: 'dropBeforeAccept' })
    const message = text(chatId, 'Где-то в пути')
    await rig.channel.send(message)
    expect(await rig.channel.findSent(message, Date.now(), new Set())).toMatchObject({
      kind: 'cannotTell',
      retryAfterMs: expect.any(Number) as number,
    })
  })

  it('does not take an older equal text of ours for the lost one', async () => {
    const chatId = await withChat()
    await rig.sandbox.control.agentWritesOutside(chatId, 'Да')
    await rig.sandbox.control.advanceClock(60_000)
    await rig.sandbox.control.inject({ match: POST_MESSAGE, times: 1, kind: 'dropBeforeAccept' })
    const message = text(chatId, 'Да')
    await rig.channel.send(message)
    // The platform's clock is a minute ahead of ours; its Date header tells.
    await rig.channel.markRead(chatId)
    await expect.poll(() => rig.channel.findSent(message, Date.now(), new Set())).toEqual({ kind: 'absent' })
  })

  it('judges every refusal', async () => {
    const chatId = await withChat()
    const { control } = rig.sandbox
    const send = () => rig.channel.send(text(chatId, 'Проверка'))
    await control.inject({ match: POST_MESSAGE, times: 1, kind: 'status', status: 429, retryAfterS: 1 })
    expect(await send()).toEqual({ kind: 'notSent', retryAfterMs: 1000, detail: 'HTTP 429' })
    expect(rig.host.health).toMatchObject({ kind: 'limited' })
    const asked = (await control.stats()).requests
    expect(await send()).toMatchObject({ kind: 'notSent' })
    expect((await control.stats()).requests).toBe(asked)
    await expect.poll(async () => (await send()).kind, { timeout: 5000 }).toBe('sent')

    await control.inject({ match: POST_MESSAGE, times: 1, kind: 'status', status: 500 })
    expect(await send()).toEqual({ kind: 'unknown', detail: 'HTTP 500' })
    await control.inject({ match: POST_MESSAGE, times: 1, kind: 'badJson' })
    expect(await send()).toMatchObject({ kind: 'unknown' })
    await control.inject({ match: POST_MESSAGE, times: 1, kind: 'status', status: 400 })
    expect(await send()).toEqual({ kind: 'refused', reason: 'rejected', detail: 'Injected 400' })
    await control.setTariff(false)
    expect(await send()).toEqual({ kind: 'refused', reason: 'tariff', detail: null })
    expect(rig.host.health).toEqual({ kind: 'refused', reason: 'tariff' })
    await control.setTariff(true)
    await control.deleteChat(chatId)
    expect(await send()).toEqual({ kind: 'refused', reason: 'chatGone', detail: null })
  })

  it('is certain that nothing was sent when nobody listens there', async () => {
    const chatId = await withChat()
    await rig.channel.markRead(chatId)
    await rig.sandbox.stop()
    // The first may still leave on a connection that was kept open, and then its fate is not certain.
    await rig.channel.send(text(chatId, 'Алло'))
    const refused = { kind: 'notSent', retryAfterMs: null, detail: 'ECONNREFUSED' }
    expect(await rig.channel.send(text(chatId, 'Алло'))).toEqual(refused)
  })

  it('gives up waiting after its time-out, with an unknown outcome', async () => {
    const chatId = await withChat({ tuning: { requestTimeoutMs: 200 } })
    await rig.channel.markRead(chatId)
    await rig.sandbox.control.inject({ match: POST_MESSAGE, times: 1, kind: 'slow', ms: 1000 })
    expect(await rig.channel.send(text(chatId, 'Долго'))).toEqual({ kind: 'unknown', detail: 'timed out' })
  })
})

describe('sending an image', () => {
  it('[AV-76] [M15] uploads and sends it; the chat shows it as ours', async () => {
    const chatId = await withChat()
    const { host, channel, sandbox } = rig
    channel.start()
    await host.until(() => isReceiving(host))
    const bytes = drawScene('sunset', 320, 240)
    const fileId = await host.saveFile(bytes, 'image/png', 'закат.png')
    const sent = await channel.send({ id: aMessageId(), chatExternalId: chatId, content: { kind: 'image', fileId } })
    expect(sent).toMatchObject({ kind: 'sent' })
    const id = sent.kind === 'sent' ? sent.externalId : ''
    await host.until(() => host.messages.has(id))
    expect(host.messages.get(id)).toMatchObject({ direction: 'out', content: { kind: 'image', fileId } })
    expect((await sandbox.control.received()).map(({ type }) => type)).toEqual(['image'])
  })

  it('recognises its picture after a lost answer', async () => {
    const chatId = await withChat()
    const { host, channel, sandbox } = rig
    const fileId = await host.saveFile(drawScene('room', 64, 48), 'image/png', null)
    const message = { id: aMessageId(), chatExternalId: chatId, content: { kind: 'image', fileId } } as const
    const startedAtMs = Date.now()
    await sandbox.control.inject({ match: { pathPart: '/messages/image' }, times: 1, kind: 'dropAfterAccept' })
    expect(await channel.send(message)).toMatchObject({ kind: 'unknown' })
    const [accepted] = await sandbox.control.received()
    expect(await channel.findSent(message, startedAtMs, new Set())).toMatchObject({
      kind: 'found',
      externalId: accepted?.id,
    })
  })

  it('a failed upload is certainly not sent', async () => {
    const chatId = await withChat()
    const fileId = await rig.host.saveFile(drawScene('room', 64, 48), 'image/png', null)
    await rig.sandbox.control.inject({ match: { pathPart: 'uploadImages' }, times: 1, kind: 'dropAfterAccept' })
    const result = await rig.channel.send({
      id: aMessageId(),
      chatExternalId: chatId,
      content: { kind: 'image', fileId },
    })
    expect(result).toMatchObject({ kind: 'notSent' })
    expect(await rig.sandbox.control.received()).toEqual([])
  })

  it('refuses what the platform would not take, and a file that is gone', async () => {
    const chatId = await withChat()
    const { host, channel } = rig
    const send = async (bytes: Uint8Array, mimeType: string) =>
      channel.send({
        id: aMessageId(),
        chatExternalId: chatId,
        content: { kind: 'image', fileId: await host.saveFile(bytes, mimeType, null) },
      })
    expect(await send(new Uint8Array(10), 'application/pdf')).toMatchObject({
      kind: 'refused',
      reason: 'imageTypeUnsupported',
    })
    expect(await send(new Uint8Array(25 * 1024 * 1024), 'image/png')).toMatchObject({
      kind: 'refused',
      reason: 'imageTooLarge',
    })
    expect(await send(new Uint8Array([1, 2, 3]), 'image/png')).toMatchObject({
      kind: 'refused',
      reason: 'imageUnreadable',
    })
    const wide = new Uint8Array(drawScene('room', 4, 4))
    new DataView(wide.buffer).setUint32(16, 20_000)
    new DataView(wide.buffer).setUint32(20, 20_000)
    expect(await send(wide, 'image/png')).toMatchObject({ kind: 'refused', reason: 'imageTooLarge' })
    expect((await rig.sandbox.control.stats()).requests).toBe(0)
    const [gone] = [...host.files.keys()]
    host.files.clear()
    expect(
      gone &&
        (await channel.send({ id: aMessageId(), chatExternalId: chatId, content: { kind: 'image', fileId: gone } })),
    ).toMatchObject({ kind: 'refused', reason: 'fileMissing' })
  })
})
