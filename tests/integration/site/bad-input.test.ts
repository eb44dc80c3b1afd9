import { randomUUID } from 'node:crypto'

import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { PORTAL_CLOSE } from '../../../shared/contract/portal'
import { SITE_FILE_BYTES, SITE_TEXT_LENGTH } from '../../../shared/domain/site-chat'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { pngOf } from '../../lib/png-of'
import { makeSiteRig, type SiteRig } from './rig'
import { TestVisitor } from './visitor'

let rig: SiteRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
afterEach(async () => {
  await rig.stop()
})

describe('what a visitor’s page may send', () => {
  it('[M23] texts of every kind arrive as they are, or are refused in words', async () => {
    rig = await makeSiteRig()
    const visitor = await rig.visitor()
    const conversationId = randomUUID()
    expect(await visitor.say('я'.repeat(100_000), conversationId)).toBe('tooLong')
    expect(await visitor.say('я'.repeat(SITE_TEXT_LENGTH + 1), conversationId)).toBe('tooLong')
    for (const nothing of ['', '   \n', '\u200B\u2060', '\u202E'])
      expect(await visitor.say(nothing, conversationId)).toBe('empty')
    const odd = ['<script>alert(1)</script>', '\u202Eслева', 'a\u200Bb', '😀'.repeat(SITE_TEXT_LENGTH), '👨‍👩‍👧 ё']
    for (const text of odd) expect(await visitor.say(text, conversationId)).toBeNull()
    const chat = await rig.chat(conversationId)
    await rig.desk.until(({ changes }) => changes.filter(({ entity }) => entity === 'message').length >= odd.length)
    expect((await rig.messages(chat)).map(({ content }) => (content.kind === 'text' ? content.text : ''))).toEqual(odd)
  })

  it('[M15] files are taken for what their bytes are, go both ways, and open to nobody else', async () => {
    rig = await makeSiteRig()
    const visitor = await rig.visitor()
    const conversationId = randomUUID()
    const send = async (bytes: Uint8Array, type: string, name: string) => {
      const fileId = randomUUID()
      const reply = await visitor.upload(bytes, type, name, fileId)
      return { fileId, status: reply.status, error: ((await reply.json()) as { error?: string }).error }
    }
    expect(await send(new Uint8Array(), 'text/plain', 'пусто.txt')).toMatchObject({ status: 422, error: 'empty' })
    expect(await send(Buffer.from('MZ\u0090program'), 'image/png', 'фото.png')).toMatchObject({
      status: 422,
      error: 'notWhatItSays',
    })
    const page = await send(Buffer.from('<!doctype html><script>alert(1)</script>'), 'text/html', 'а.html')
    expect(page.status).toBe(200)
    const shown = await visitor.download(page.fileId)
    expect(shown.headers.get('content-type')).toBe('application/octet-stream')
    expect(shown.headers.get('content-disposition')).toMatch(/^attachment/)
    const large = await visitor.upload(new Uint8Array(SITE_FILE_BYTES + 1), 'application/zip', 'а.zip')
    expect(large.status).toBe(413)

    const picture = await send(pngOf(40, 30), 'image/png', '\u202Egnp.план.png')
    expect(await visitor.sayContent({ kind: 'file', fileId: randomUUID(), name: 'x' }, conversationId)).toBe(
      'fileMissing',
    )
    const content = { kind: 'file', fileId: picture.fileId, name: '\u202Egnp.план.png' } as const
    expect(await visitor.sayContent(content, conversationId)).toBeNull()
    const chat = await rig.chat(conversationId)
    expect((await rig.messages(chat)).map((message) => message.content)).toMatchObject([
      { kind: 'image', width: 40, height: 30, name: 'gnp.план.png' },
    ])
    const stranger = await rig.visitor()
    await stranger.say('Я другой', randomUUID())
    expect((await stranger.download(picture.fileId)).status).toBe(404)
    expect(await stranger.sayContent(content, randomUUID())).toBe('fileMissing')
    const reply = await visitor.upload(pngOf(1, 1), 'image/png', 'а.png', picture.fileId)
    expect(reply.status).toBe(409)
  })

  it('[M23] frames that are none end the line, a flood is told to wait', async () => {
    rig = await makeSiteRig()
    const open = () => TestVisitor.open({ url: rig.hub.url, channelId: rig.channel.id })
    for (const bad of ['нет', '{}', '{"type":"say"}', JSON.stringify({ type: 'ping', nonce: 'x' }), Buffer.from([1])]) {
      const page = await open()
      page.sendRaw(bad)
      expect(await page.untilClosed()).toBe(PORTAL_CLOSE.badFrame)
    }
    const hasty = await open()
    hasty.send({ type: 'open', conversationId: randomUUID() })
    expect(await hasty.untilClosed()).toBe(PORTAL_CLOSE.badFrame)
    const huge = await open()
    huge.sendRaw(`"${'x'.repeat(1024 * 1024)}"`)
    expect(await huge.untilClosed()).toBe(1009)

    const visitor = await rig.visitor()
    const conversationId = randomUUID()
    const refusals = await Promise.all(
      Array.from({ length: 40 }, (_, i) => visitor.say(`${String(i)}`, conversationId)),
    )
    expect(refusals.filter((reason) => reason === null).length).toBeGreaterThanOrEqual(30)
    expect(refusals.at(-1)).toBe('tooMany')
    const frame = visitor.frames.find(({ type }) => type === 'refused')
    expect(frame).toMatchObject({ reason: 'tooMany' })
    expect(frame?.type === 'refused' && frame.retryAfterMs).toBeGreaterThan(0)
  })
})
