import { randomUUID } from 'node:crypto'

import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { PORTAL_CLOSE } from '../../../shared/contract/portal'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { SECRET } from '../../../hub/testing/test-hub'
import { makeSiteRig, SETTINGS, type SiteRig } from './rig'
import { freshKey, TestVisitor } from './visitor'

let rig: SiteRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
afterEach(async () => {
  await rig.stop()
})

const forAnna = { person: { kind: 'new', name: 'Анна', title: 'Бариста' }, validForDays: 1 }

describe('who gets in', () => {
  it('[M2] [M3] a link opens one person’s conversation; foreign, expired and revoked ones open nothing', async () => {
    rig = await makeSiteRig()
    const { key, link, url } = await rig.makeLink(forAnna)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/portal\/#[\w-]{43}$/)
    const anna = await rig.visitor({ channelId: null, key })
    const [welcome] = anna.frames
    const conversation = welcome?.type === 'welcome' ? welcome.conversations[0] : null
    expect(conversation).toMatchObject({ title: 'Бариста', state: 'open', unread: 0 })
    const chat = await rig.chat(conversation?.id ?? '')
    expect(chat).toMatchObject({
      clientName: 'Анна',
      subject: { kind: 'vacancy', title: 'Бариста' },
      isWithoutVacancy: false,
    })

    // Somebody else's link, a made-up one, an icon's key used as a link, a link used in another channel.
    const other = await rig.visitor({ channelId: null, key: (await rig.makeLink(forAnna)).key })
    expect(await other.say('чужое', conversation?.id ?? '')).toBe('unknownConversation')
    expect(await other.history(conversation?.id ?? '')).toEqual([])
    const stranger = await rig.visitor({ channelId: null, key: freshKey() })
    expect(await stranger.untilClosed()).toBe(PORTAL_CLOSE.unknownKey)
    const elsewhere = await rig.visitor({ channelId: randomUUID(), key })
    expect(await elsewhere.untilClosed()).toBe(PORTAL_CLOSE.unknownKey)

    const path = `/api/site-channels/${rig.channel.id}/links`
    expect((await rig.hub.request(`${path}/${link.id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await anna.untilClosed()).toBe(PORTAL_CLOSE.revokedKey)
    const again = await rig.visitor({ channelId: null, key })
    expect(await again.untilClosed()).toBe(PORTAL_CLOSE.revokedKey)
    expect((await rig.hub.request(`${path}/${link.id}`, { method: 'DELETE' })).status).toBe(404)
    const { links } = await rig.hub.json<{ links: { id: string }[] }>(path)
    expect(links).toHaveLength(1)
    // The hub itself does not know the keys: no answer and no row has one.
    expect(JSON.stringify(links)).not.toContain(key)
  })

  it('[M2] an expired link says so', async () => {
    let aheadMs = 0
    const clock = {
      now: () => Date.now() + aheadMs,
      schedule: (delayMs: number, action: () => void) => {
        const timer = setTimeout(action, Math.min(delayMs, 2 ** 31 - 1))
        return { dispose: () => clearTimeout(timer) }
      },
    }
    rig = await makeSiteRig({ clock })
    const { key } = await rig.makeLink(forAnna)
    const open = await rig.visitor({ channelId: null, key })
    expect(open.closed).toBeNull()
    aheadMs = 25 * 3_600_000
    const late = await rig.visitor({ channelId: null, key })
    expect(await late.untilClosed()).toBe(PORTAL_CLOSE.expiredKey)
    expect((await late.download(randomUUID())).status).toBe(401)
  })

  it('[M17] strange pages get no answer, and nothing of the desk is behind the visitors’ door', async () => {
    rig = await makeSiteRig()
    const { url } = rig.hub
    const icon = (origin: string) => fetch(`${url}/portal/api/icon/${rig.channel.id}`, { headers: { origin } })
    const allowed = await icon('https://romashka.example')
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'https://romashka.example',
    ])
    expect(await allowed.json()).toEqual({ company: SETTINGS.company })
    const strange = await icon('https://evil.example')
    expect([strange.status, strange.headers.get('access-control-allow-origin')]).toEqual([403, null])
    expect((await fetch(`${url}/portal/api/icon/${randomUUID()}`)).status).toBe(404)
    await expect(
      TestVisitor.open({ url, channelId: null, headers: { origin: 'https://romashka.example' } }),
    ).rejects.toThrow(/403/)
    await expect(TestVisitor.open({ url, channelId: null, headers: { host: 'evil.example' } })).rejects.toThrow(/403/)
    // Behind a proxy under its own name: only once the channel says which.
    const behindProxy = {
      url,
      channelId: rig.channel.id,
      headers: { host: 'chat.example', origin: 'https://chat.example' },
    }
    await expect(TestVisitor.open(behindProxy)).rejects.toThrow(/403/)
    await rig.hub.request(`/api/site-channels/${rig.channel.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...SETTINGS, publicUrl: 'https://chat.example/' }),
    })
    const outside = await rig.visitor(behindProxy)
    expect(outside.frames[0]).toMatchObject({ type: 'welcome' })
    expect((await rig.makeLink(forAnna)).url).toMatch(/^https:\/\/chat\.example\/portal\/#/)

    const { key } = await rig.makeLink(forAnna)
    for (const bearer of [key, SECRET]) {
      const headers = { authorization: `Bearer ${bearer}` }
      expect((await fetch(`${url}/portal/api/channels`, { headers })).status).toBe(404)
      expect((await fetch(`${url}/portal/api/files/${randomUUID()}`, { headers })).status).toBe(
        bearer === key ? 404 : 401,
      )
    }
    expect((await fetch(`${url}/api/channels`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(401)
  })

  it('[A6] a channel that is disconnected shuts its pages and takes nothing more', async () => {
    rig = await makeSiteRig()
    const visitor = await rig.visitor()
    const conversationId = randomUUID()
    await visitor.say('Добрый день', conversationId)
    const chat = await rig.chat(conversationId)
    expect((await rig.hub.request(`/api/channels/${rig.channel.id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await visitor.untilClosed()).toBe(PORTAL_CLOSE.channelGone)
    const again = await rig.visitor({ key: visitor.key })
    expect(await again.untilClosed()).toBe(PORTAL_CLOSE.channelGone)
    expect((await rig.hub.chat(chat.id)).access).toEqual({ kind: 'channelRemoved' })
  })

  it('[M7] whoever is blocked is not heard, until let in again; out of a conversation that was left nobody is heard', async () => {
    rig = await makeSiteRig()
    const visitor = await rig.visitor()
    const conversationId = randomUUID()
    await visitor.say('Первое', conversationId)
    const chat = await rig.chat(conversationId)
    expect(chat.isWithoutVacancy).toBe(true)
    expect(await rig.hub.command('blockClient', { chatId: chat.id, reason: 'spam' })).toBeNull()
    await visitor.until((page) => page.state(conversationId)?.state === 'blocked')
    expect(await visitor.say('Второе', conversationId)).toBe('blocked')
    expect(await visitor.say('В новом', randomUUID())).toBe('blocked')
    const same = await rig.visitor({ key: visitor.key })
    expect(same.frames[0]).toMatchObject({ canBegin: false })
    expect((await visitor.upload(Buffer.from('текст'), 'text/plain', 'а.txt')).status).toBe(403)
    expect(await rig.hub.command('unblockClient', { chatId: chat.id })).toBeNull()
    await visitor.until((page) => page.state(conversationId)?.state === 'open')
    expect(await visitor.say('Третье', conversationId)).toBeNull()
    await rig.desk.until(({ changes }) =>
      changes.some(
        ({ entity, row }) => entity === 'message' && row?.content.kind === 'text' && row.content.text === 'Третье',
      ),
    )
    expect(await rig.hub.command('leaveChat', { chatId: chat.id })).toBeNull()
    await visitor.until((page) => page.state(conversationId)?.state === 'left')
    expect(await visitor.say('Четвёртое', conversationId)).toBe('closed')
    const texts = (await rig.messages(chat)).flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []))
    expect(texts).toEqual(['Первое', 'Третье'])
  })
})
