// Whole: each way by which something comes in, on one rig.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, describe, expect, it, vi } from 'vitest'

import type { ChannelHost } from '../../../hub/channels/channel'
import { isReceiving, makeRig, type Rig } from './rig'

const WAIT = { timeout: 30_000, interval: 10 }

let rig: Rig
let hook: Server | null = null
afterEach(async () => {
  await rig.stop()
  hook?.close()
  hook?.closeAllConnections()
  hook = null
})

/** The hub's side of the webhook: answers 200 once the driver has taken the event. */
async function listenForWebhook(target: Rig): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      void target.channel
        .handleWebhook(JSON.parse(Buffer.concat(parts).toString()))
        .then(() => response.writeHead(200).end())
    })
  })
  hook = server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook/secret`
}

async function started(options: Parameters<typeof makeRig>[0] = {}): Promise<Rig> {
  rig = await makeRig(options)
  rig.channel.start()
  await rig.host.until(() => isReceiving(rig.host))
  return rig
}

describe('both shapes of the list', () => {
  it.each(['object', 'array'] as const)('reads the %s form', async (shape) => {
    const { sandbox, host } = await started()
    await sandbox.control.setListShape(shape)
    const { messageId } = await sandbox.control.clientWrites({ text: 'Привет' })
    await host.until(() => host.messages.has(messageId))
  })
})

describe('webhook', () => {
  it('[O1] misses nothing that came between the first list and the subscription', async () => {
    rig = await makeRig({ tuning: { pollMs: 60_000, activePollMs: 60_000, webhookPollMs: 60_000 } })
    const { sandbox, host, channel } = rig
    await sandbox.control.setWebhook({ failing: true })
    host.webhook = await listenForWebhook(rig)
    const address = host.webhookUrl.bind(host)
    let hasWritten = false
    host.webhookUrl = () => {
      // The driver asks for its address after the list and before it subscribes.
      if (!hasWritten) void sandbox.control.clientWrites({ clientName: 'Вера', text: 'между' })
      hasWritten = true
      return address()
    }
    channel.start()
    await host.until(() =>
      [...host.messages.values()].some(({ content }) => content.kind === 'text' && content.text === 'между'),
    )
    expect(hasWritten).toBe(true)
  })

  it('subscribes, takes duplicated and reordered events once each, and withdraws', async () => {
    rig = await makeRig()
    const { sandbox, host, channel } = rig
    host.webhook = await listenForWebhook(rig)
    await sandbox.control.setWebhook({ duplicate: true, reorder: true })
    channel.start()
    await host.until(() => host.delivery === 'webhook')
    expect(await sandbox.control.webhooks()).toEqual([host.webhook])
    const { chatId } = await sandbox.control.clientWrites({ text: '1' })
    const ids: string[] = []
    for (const text of ['2', '3', '4', '5', '6'])
      ids.push((await sandbox.control.clientWrites({ chatId, text })).messageId)
    await host.until(() => ids.every((id) => host.messages.has(id)))
    expect(host.messagesOf(chatId).map(({ content }) => (content.kind === 'text' ? content.text : ''))).toHaveLength(6)
    expect(Math.max(...host.firstTimes.values())).toBe(1)
    await channel.withdraw()
    expect(await sandbox.control.webhooks()).toEqual([])
  })

  it('[I9] an old delivery that somebody sends again changes nothing', async () => {
    const { sandbox, host, channel } = await started({ tuning: { pollMs: 60_000, activePollMs: 60_000 } })
    const { chatId, messageId } = await sandbox.control.clientWrites({ text: 'Первое' })
    const event = { payload: { type: 'message', value: { id: messageId, chat_id: chatId, user_id: sandbox.userId } } }
    await channel.handleWebhook(event)
    await host.until(() => host.messages.has(messageId))
    const later = await sandbox.control.clientWrites({ chatId, text: 'Второе' })
    await channel.handleWebhook({
      payload: { type: 'message', value: { id: later.messageId, chat_id: chatId, user_id: sandbox.userId } },
    })
    await host.until(() => host.messages.has(later.messageId))
    const kept = JSON.stringify([...host.messages, ...host.chats])
    for (let nth = 0; nth < 5; nth += 1) await channel.handleWebhook(event)
    expect(JSON.stringify([...host.messages, ...host.chats])).toBe(kept)
    expect(host.firstTimes.get(messageId)).toBe(1)
  })

  it('[O1] takes what is said in a known chat with one request, and reads no more when the list tells no more', async () => {
    rig = await makeRig({ tuning: { pollMs: 50, activePollMs: 50, webhookPollMs: 50 } })
    const { sandbox, host, channel } = rig
    const { control, userId } = sandbox
    host.webhook = await listenForWebhook(rig)
    channel.start()
    await host.until(() => host.delivery === 'webhook')
    const { chatId, messageId } = await control.clientWrites({ text: 'Первое' })
    const listedAgain = async () => {
      const { requests } = await control.stats()
      await expect.poll(async () => (await control.stats()).requests, { timeout: 30_000 }).toBeGreaterThan(requests + 4)
    }
    const refuse = (pathPart: string, times: number) =>
      control.inject({ match: { method: 'GET', pathPart }, times, kind: 'status', status: 503 })
    await host.until(() => host.messages.has(messageId))
    await listedAgain()
    // The list stays away, so that only the webhook can have told.
    await refuse('/chats?', 1_000)
    await expect.poll(async () => (await control.stats()).faultsPending).toBeLessThan(1_000)
    await refuse(`/v2/accounts/${String(userId)}/chats/${chatId}`, 1_000)
    const { messageId: later } = await control.clientWrites({ chatId, text: 'Второе' })
    await host.until(() => host.messages.has(later))
    await control.clearFaults()
    await refuse(`/chats/${chatId}`, 1)
    await listedAgain()
    expect(await control.stats()).toMatchObject({ faultsPending: 1 })
  })

  it('[M23] a client who read many of our messages and answers gives each of them its mark, with the list away', async () => {
    rig = await makeRig({ tuning: { pollMs: 50, activePollMs: 50, webhookPollMs: 50 } })
    const { sandbox, host, channel } = rig
    const { control } = sandbox
    host.webhook = await listenForWebhook(rig)
    channel.start()
    await host.until(() => host.delivery === 'webhook')
    const { chatId } = await control.clientWrites({ text: 'Первое' })
    const ours: string[] = []
    for (let number = 1; number <= 25; number += 1)
      ours.push((await control.agentWritesOutside(chatId, `Ответ ${String(number)}`)).messageId)
    await host.until(() => ours.every((id) => host.messages.has(id)))
    const list = { method: 'GET', pathPart: '/chats?' } as const
    await control.inject({ match: list, times: 1_000, kind: 'status', status: 503 })
    await expect.poll(async () => (await control.stats()).faultsPending).toBeLessThan(1_000)
    await control.clientReads(chatId)
    const { messageId } = await control.clientWrites({ chatId, text: 'Спасибо' })
    await host.until(() => host.messages.has(messageId))
    await host.until(() => ours.every((id) => typeof host.messages.get(id)?.readAtMs === 'number'))
    expect((await control.stats()).faultsPending).toBeGreaterThan(0)
  })

  it('ignores bodies that are no events of this account', async () => {
    const { channel, host } = await started()
    for (const body of [
      {},
      null,
      [],
      'x',
      { payload: { type: 'message', value: { id: 'a', chat_id: 'b', user_id: 1 } } },
    ])
      await channel.handleWebhook(body)
    expect(host.chats.size).toBe(0)
  })

  it('notes a slow re-read down and answers in time; the message still comes', async () => {
    const { sandbox, host, channel } = await started({
      tuning: { webhookAnswerMs: 50, pollMs: 60_000, activePollMs: 60_000 },
    })
    await sandbox.control.inject({ match: { pathPart: '/chats/' }, times: 1, kind: 'slow', ms: 600 })
    const { chatId, messageId } = await sandbox.control.clientWrites({ text: 'Срочно' })
    const event = { payload: { type: 'message', value: { id: messageId, chat_id: chatId, user_id: sandbox.userId } } }
    await channel.handleWebhook(event)
    expect(host.messages.has(messageId)).toBe(false)
    expect(JSON.parse(host.state ?? '{}')).toMatchObject({ hints: [chatId] })
    await host.until(() => host.messages.has(messageId))
  })

  it('goes back to quick polling when events stop coming', async () => {
    rig = await makeRig({ tuning: { webhookPollMs: 100 } })
    const { sandbox, host, channel } = rig
    host.webhook = await listenForWebhook(rig)
    await sandbox.control.setWebhook({ failing: true })
    channel.start()
    await host.until(() => host.delivery === 'webhook')
    await sandbox.control.inject({
      match: { method: 'GET', pathPart: '/chats?' },
      times: 1,
      kind: 'status',
      status: 503,
    })
    const { messageId } = await sandbox.control.clientWrites({ text: 'Ау' })
    await sandbox.control.advanceClock(20_000)
    await host.until(() => host.messages.has(messageId))
    await host.until(() => host.delivery === 'polling')
  })
})

describe('gaps and history', () => {
  it('[O1] fills the gap of a downtime, however long, oldest first, as news', async () => {
    const { sandbox, host, channel } = await started()
    const { chatId, messageId } = await sandbox.control.clientWrites({ text: '0' })
    await host.until(() => host.messages.has(messageId))
    channel.dispose()
    const ids: string[] = []
    for (let index = 1; index <= 130; index += 1)
      ids.push((await sandbox.control.clientWrites({ chatId, text: String(index) })).messageId)
    rig.restart().start()
    await host.until(() => ids.every((id) => host.messages.has(id)))
    const texts = host.messagesOf(chatId).map(({ content }) => (content.kind === 'text' ? content.text : ''))
    expect(new Set(texts)).toEqual(new Set(Array.from({ length: 131 }, (_, index) => String(index))))
    expect(host.messagesOf(chatId).some((message) => message.isBackfill)).toBe(false)
  })

  it('takes the newest messages of many chats first, the deep past later', async () => {
    rig = await makeRig()
    const { sandbox, host, channel } = rig
    for (let chat = 0; chat < 120; chat += 1)
      await sandbox.control.clientWrites({ clientName: `Клиент ${String(chat)}`, text: 'Здравствуйте' })
    const { chatId } = await sandbox.control.clientWrites({ text: '0' })
    for (let index = 1; index < 90; index += 1) await sandbox.control.clientWrites({ chatId, text: String(index) })
    await sandbox.control.advanceClock(5000)
    channel.start()
    await host.until(() => host.chats.size === 121)
    await host.until(() => host.messagesOf(chatId).length === 90)
    expect(host.messagesOf(chatId).every((message) => message.isBackfill)).toBe(true)
  })

  it('[M27] tells of a chat that vanished', async () => {
    const { sandbox, host } = await started({ tuning: { fullWalkMs: 50 } })
    const { chatId, messageId } = await sandbox.control.clientWrites({ clientName: 'Пропавший', text: 'Я тут' })
    await host.until(() => host.messages.has(messageId))
    await sandbox.control.deleteChat(chatId)
    await host.until(() => host.chats.get(chatId)?.access === 'gone')
    expect(host.chats.get(chatId)).toMatchObject({ clientName: 'Пропавший' })
  })
})

describe('content', () => {
  it('[M26] fetches a voice message and keeps it', async () => {
    const { sandbox, host } = await started()
    const { messageId } = await sandbox.control.clientWrites({ voice: { seconds: 1 } })
    await host.until(
      () => contentOf(messageId)?.kind === 'voice' && JSON.stringify(contentOf(messageId)).includes('kept'),
    )
    const content = contentOf(messageId)
    const file = content?.kind === 'voice' && content.fileId ? host.files.get(content.fileId) : undefined
    expect(file).toMatchObject({ mimeType: 'audio/wav' })
  })

  it('[M26] asks for a fresh link after a failure, and says "lost" when the sound is no more', async () => {
    const { sandbox, host } = await started()
    await sandbox.control.inject({ match: { pathPart: '/files/voices' }, times: 1, kind: 'status', status: 403 })
    const first = await sandbox.control.clientWrites({ voice: { seconds: 1 } })
    await host.until(() => JSON.stringify(contentOf(first.messageId) ?? '').includes('kept'))
    await sandbox.control.inject({ match: { pathPart: 'getVoiceFiles' }, times: 1, kind: 'status', status: 503 })
    const second = await sandbox.control.clientWrites({ voice: { seconds: 1 } })
    await sandbox.control.forgetVoices()
    await host.until(() => JSON.stringify(contentOf(second.messageId) ?? '').includes('lost'))
    expect(contentOf(second.messageId)).toEqual({ kind: 'voice', fileId: null, state: 'lost' })
  })

  it('[M15] keeps an incoming picture in its best size, also when it cannot be had at once', async () => {
    const { sandbox, host } = await started()
    await sandbox.control.inject({ match: { pathPart: '/files/images' }, times: 3, kind: 'status', status: 503 })
    const { messageId } = await sandbox.control.clientWrites({ image: 'sofa' })
    await host.until(() => contentOf(messageId)?.kind === 'unsupported')
    await host.until(() => contentOf(messageId)?.kind === 'image')
    expect(contentOf(messageId)).toMatchObject({ kind: 'image', width: 640, height: 480 })
  })

  it('[M15] [M26] loses no picture and no voice while the hub has no room for them, however often it asks', async () => {
    const made = await started({ tuning: { mediaRetryMs: [20, 20] } })
    const { sandbox } = made
    const host: ChannelHost & Rig['host'] = made.host
    const keep = host.saveFile.bind(host)
    let isFull = true
    let refused = 0
    const saving = vi.spyOn(host as ChannelHost, 'saveFile').mockImplementation(async (...file) => {
      if (!isFull) return keep(...file)
      refused += 1
      return null
    })
    const picture = await sandbox.control.clientWrites({ image: 'sofa' })
    const voice = await sandbox.control.clientWrites({ voice: { seconds: 1 } })
    await host.until(() => contentOf(picture.messageId)?.kind === 'unsupported')
    await vi.waitFor(() => {
      expect(refused).toBeGreaterThan(10)
    }, WAIT)
    expect(contentOf(voice.messageId)).toEqual({ kind: 'voice', fileId: null, state: 'fetching' })
    isFull = false
    await host.until(() => contentOf(picture.messageId)?.kind === 'image')
    await host.until(() => JSON.stringify(contentOf(voice.messageId)).includes('kept'))
    saving.mockRestore()
  })

  it('keeps an avatar', async () => {
    const { sandbox, host } = await started()
    const { chatId } = await sandbox.control.clientWrites({ text: 'С портретом', avatar: true })
    await host.until(() => typeof host.chats.get(chatId)?.avatarFileId === 'string')
  })

  it('shows every type honestly', async () => {
    const { sandbox, host } = await started()
    const { control } = sandbox
    const { chatId } = await control.clientWrites({ item: null, clientName: 'Без объявления', text: 'Просто так' })
    const write = async (message: Parameters<typeof control.clientWrites>[0]) =>
      (await control.clientWrites({ chatId, ...message })).messageId
    const ids = {
      call: await write({ call: { status: 'missed' } }),
      location: await write({ location: { title: 'Москва, Тверская, 1', lat: 55.75, lon: 37.61 } }),
      link: await write({ link: { text: 'смотрите https://a.example', url: 'https://a.example', title: 'А' } }),
      card: await write({ card: { title: 'Полка', price: '1 500 ₽', url: 'https://avito.ru/1' } }),
      system: await write({ system: 'Пользователь откликнулся' }),
      video: await write({ unsupported: 'video' }),
      strange: await write({ raw: { type: 'text', content: { nothing: true } } }),
      future: await write({ raw: { type: 'hologram', content: {} } }),
    }
    const quoting = await write({ text: 'Отвечаю', quote: ids.system })
    await host.until(() => host.messages.has(quoting))
    const at = (id: string) => host.messages.get(id)
    expect(host.chats.get(chatId)?.subject).toBeNull()
    expect(at(ids.call)?.content).toEqual({ kind: 'channelCall', status: 'missed' })
    expect(at(ids.location)?.content).toEqual({
      kind: 'location',
      title: 'Москва, Тверская, 1',
      text: null,
      lat: 55.75,
      lon: 37.61,
    })
    expect(at(ids.link)?.content).toEqual({
      kind: 'link',
      text: 'смотрите https://a.example',
      url: 'https://a.example',
      title: 'А',
      description: '',
    })
    expect(at(ids.card)?.content).toMatchObject({ kind: 'item', title: 'Полка', price: '1 500 ₽' })
    expect(at(ids.system)).toMatchObject({
      direction: 'system',
      authorName: null,
      content: { kind: 'system', text: 'Пользователь откликнулся' },
    })
    expect(at(ids.video)?.content).toMatchObject({ kind: 'unsupported', externalType: 'video' })
    expect(at(ids.strange)?.content).toMatchObject({ kind: 'unsupported', externalType: 'text' })
    expect(at(ids.future)?.content).toMatchObject({ kind: 'unsupported', externalType: 'hologram' })
    expect(at(quoting)?.quote).toEqual({
      authorName: null,
      content: { kind: 'system', text: 'Пользователь откликнулся' },
    })
  })

  it('knows a résumé from a vacancy and from goods', async () => {
    const { sandbox, host } = await started()
    for (const kind of ['resume', 'vacancy', 'goods'] as const)
      await sandbox.control.clientWrites({ item: { kind, title: kind }, text: 'Здравствуйте' })
    await host.until(() => host.chats.size === 3)
    expect(
      [...host.chats.values()].map(({ subject }) => `${subject?.title ?? ''} ${subject?.kind ?? ''}`).sort(),
    ).toEqual(['goods item', 'resume resume', 'vacancy vacancy'])
  })
})

describe('trouble', () => {
  it('[A21] survives 402, 429, 500, bad JSON and silence, and says each in its own words', async () => {
    const { sandbox, host } = await started()
    const { control } = sandbox
    await control.setTariff(false)
    await host.until(() => host.health?.kind === 'refused')
    await control.setTariff(true)
    rig.channel.dispose()
    const again = rig.restart()
    again.start()
    await host.until(() => isReceiving(host))
    await control.inject({ match: { pathPart: '/chats?' }, times: 1, kind: 'status', status: 429, retryAfterS: 1 })
    await host.until(() => host.health?.kind === 'limited')
    await host.until(() => isReceiving(host))
    await control.inject({ match: { pathPart: '/chats?' }, times: 1, kind: 'status', status: 500 })
    await host.until(() => host.health?.kind === 'unreachable')
    await host.until(() => isReceiving(host))
    await control.inject({ match: { pathPart: '/chats?' }, times: 1, kind: 'badJson' })
    await host.until(() => host.health?.kind === 'unreachable')
    const { messageId } = await control.clientWrites({ text: 'Дошло' })
    await host.until(() => host.messages.has(messageId))
  })

  it('one unreadable chat does not hold up the others', async () => {
    const { sandbox, host } = await started()
    await sandbox.control.inject({ match: { pathPart: '/messages/' }, times: 1, kind: 'badJson' })
    const { messageId: first } = await sandbox.control.clientWrites({ text: 'Первый' })
    const { messageId: second } = await sandbox.control.clientWrites({ text: 'Второй' })
    await host.until(() => host.messages.has(first) && host.messages.has(second))
    expect(host.healthHistory.filter(({ kind }) => kind === 'unreachable')).toEqual([])
  })
})

function contentOf(messageId: string) {
  return rig.host.messages.get(messageId)?.content
}
