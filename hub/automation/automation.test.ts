import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Administration } from '#shared/contract/administration'
import { DAY_MS, defaultChannelSettings, HOUR_MS, type AutoAnswer } from '#shared/domain/channel-settings'
import type { AgentId, AutoAnswerId, BotId, ChannelId, ChatId } from '#shared/domain/ids'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const MINUTE = 60_000
/** Never at work. */
const CLOSED_ALWAYS = { ...DEFAULT_WORKING_HOURS, week: Array.from({ length: 7 }, () => []) }

const HAND_OVER = { kind: 'handOver' } as const
const SCREEN = { id: 's', text: 'Меню', choices: [] }

let centre: ContactCentre
let a: string
let anna: AgentId

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open()
  anna = await centre.agent('Анна')
}, PREPARING_MS)
afterAll(() => centre.close())
beforeEach(async () => {
  a = centre.newName()
  centre.clock.advance(MINUTE)
  await centre.put('hours', DEFAULT_WORKING_HOURS)
  await centre.settings({})
})

function answer(text: string, delayMs: number): AutoAnswer {
  return { id: centre.hub.newId<AutoAnswerId>(), text, delayMs }
}

function heard(): readonly string[] {
  return centre.hub.platform.texts(a)
}

async function close(chat: ChatId): Promise<void> {
  await centre.act('closeCase', { caseId: await centre.caseId(chat) })
  await centre.settle()
}

describe('auto-answers', () => {
  it('[AV-20] [AV-21] [A10][A11] the client reads each after its delay, in order', async () => {
    await centre.settings({ autoAnswers: [answer('Ищем, кто ответит', 5 * MINUTE), answer('Здравствуйте!', 0)] })
    const chat = await centre.write(a)
    await centre.settle()
    expect(heard()).toEqual(['Здравствуйте!'])
    await centre.advance(5 * MINUTE - 1)
    expect(heard()).toEqual(['Здравствуйте!'])
    await centre.advance(1)
    expect(heard()).toEqual(['Здравствуйте!', 'Ищем, кто ответит'])
    expect((await centre.hub.messages(chat))[0]).toMatchObject({
      direction: 'out',
      author: { kind: 'rule', rule: 'autoAnswer' },
      content: { kind: 'text', text: 'Ищем, кто ответит' },
      delivery: { state: 'sent' },
    })
    expect((await centre.hub.chat(chat)).case.waitingSinceMs).not.toBeNull()
    await centre.advance(DAY_MS)
    expect(heard()).toHaveLength(2)
  })

  it('[A10] an agent’s own answer stops them', async () => {
    await centre.settings({ autoAnswers: [answer('Первый', MINUTE), answer('Второй', 2 * MINUTE)] })
    const chat = await centre.write(a)
    await centre.advance(MINUTE)
    await centre.answer(chat, anna, 'Добрый день!')
    await centre.advance(HOUR_MS)
    expect(heard()).toEqual(['Первый', 'Добрый день!'])
  })
})

describe('auto-answers over time', () => {
  it('[A11] other settings count at once, also for who waits already', async () => {
    await centre.settings({ autoAnswers: [answer('Позже', 2 * HOUR_MS)] })
    await centre.write(a)
    await centre.settle()
    await centre.settings({ autoAnswers: [answer('Скоро', MINUTE)] })
    await centre.advance(MINUTE)
    expect(heard()).toEqual(['Скоро'])
  })

  it('[A10] a hub that ends and begins at every step says each once', async () => {
    await centre.settings({
      autoAnswers: [answer('Первый', MINUTE), answer('Второй', 2 * MINUTE)],
      closing: { isShown: true, text: 'Конец' },
      autoClose: { amount: 1, unit: 'hours' },
    })
    await centre.write(a)
    await centre.restart()
    await centre.advance(MINUTE)
    await centre.restart()
    await centre.settle()
    centre.clock.advance(MINUTE)
    await centre.restart()
    await centre.settle()
    await centre.advance(HOUR_MS)
    await centre.restart()
    await centre.advance(HOUR_MS)
    expect(heard()).toEqual(['Первый', 'Второй', 'Конец'])
  })

  it('[A10][Q13] after two days of sleep what is stale is dropped, and what is still due comes once', async () => {
    await centre.settings({ autoAnswers: [answer('Минута', MINUTE), answer('Третий день', 2 * DAY_MS + HOUR_MS)] })
    const chat = await centre.write(a)
    await centre.settle()
    await centre.advance(2 * DAY_MS)
    expect(heard()).toEqual([])
    await centre.advance(HOUR_MS)
    expect(heard()).toEqual(['Третий день'])
    await centre.advance(2 * DAY_MS)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'closed', by: { kind: 'timeout' } })
    expect(heard()).toEqual(['Третий день'])
  })

  it('[A10] what could not go out for long is not sent later, as an answer is no longer true then', async () => {
    await centre.settings({ autoAnswers: [answer('Сейчас ответим', 0)] })
    centre.hub.platform.faults.push({ kind: 'busy', retryAfterMs: HOUR_MS })
    const chat = await centre.write(a)
    await centre.settle()
    await centre.advance(HOUR_MS)
    expect(heard()).toEqual([])
    expect((await centre.hub.messages(chat)).map(({ direction }) => direction)).toEqual(['in'])
  })

  it('[A10] a clock that is set back and forward repeats nothing', async () => {
    await centre.settings({ autoAnswers: [answer('Раз', 0), answer('Два', 5 * MINUTE)] })
    await centre.write(a)
    await centre.settle()
    await centre.advance(-HOUR_MS)
    await centre.advance(2 * MINUTE)
    await centre.write(a)
    await centre.settle()
    for (let minute = 0; minute < 65; minute += 5) await centre.advance(5 * MINUTE)
    expect(heard()).toEqual(['Раз', 'Два'])
  })

  it('[A10] a token that is withdrawn in the middle leaves the answer where people see it, and is asked once', async () => {
    await centre.settings({ autoAnswers: [answer('Здравствуйте', 0)] })
    centre.hub.platform.faults.push({ kind: 'refuse', reason: 'notAuthorised' })
    const chat = await centre.write(a)
    await centre.settle()
    await centre.advance(MINUTE)
    expect(heard()).toEqual([])
    const [failed] = await centre.hub.messages(chat)
    expect(failed).toMatchObject({ author: { kind: 'rule' }, delivery: { state: 'failed', reason: 'notAuthorised' } })
    await centre.act('retryMessage', { messageId: failed?.id ?? centre.hub.newId() })
    await centre.settle()
    expect(heard()).toEqual(['Здравствуйте'])
  })

  it('[A10] emoji and words from right to left go as they are', async () => {
    const text = 'שלום 👩‍👩‍👧‍👦 مرحبا'
    await centre.settings({ autoAnswers: [answer(text, 0)] })
    await centre.write(a)
    await centre.settle()
    expect(heard()).toEqual([text])
  })

  it('[A10] an answer that comes with the message, told of late, stops them too', async () => {
    await centre.settings({ autoAnswers: [answer('Кто-нибудь ответит', MINUTE)] })
    const atMs = centre.clock.now()
    await centre.write(a, { externalId: `ours ${a}`, direction: 'out', atMs })
    await centre.write(a, { atMs: atMs - 1000 })
    await centre.advance(MINUTE)
    expect(heard()).toEqual([])
  })

  it('[A19] work alike for Авито Работа', async () => {
    const body = { kind: 'avitoJobs', name: 'Работа', mode: 'own', clientId: 'jobs', clientSecret: 'secret' }
    const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const { channel } = await centre.hub.json<{ channel: { id: ChannelId } }>('/api/channels', init)
    const settings = { ...defaultChannelSettings(centre.firstTeam), autoAnswers: [answer('Отклик получен', 0)] }
    await centre.put(`channels/${channel.id}`, settings)
    const vacancy = { kind: 'vacancy', title: 'Водитель', price: null, url: null, imageUrl: null } as const
    const said = ingestedMessage(a, `in ${a}`, { kind: 'text', text: 'Добрый день' }, { atMs: centre.clock.now() })
    await centre.hub.drivers.at(-1)?.host.ingest({ chats: [ingestedChat(a, { subject: vacancy })], messages: [said] })
    const chat = await centre.chatOf(a)
    await centre.settle()
    expect((await centre.hub.chat(chat)).channelId).toBe(channel.id)
    expect(heard()).toEqual(['Отклик получен'])
    // The other channel is the only one again, and its driver the newest.
    await centre.hub.request(`/api/channels/${channel.id}`, { method: 'DELETE' })
    await centre.restart()
  })
})

describe('what cannot be set', () => {
  it.each([
    ['[AV-34] [Q13] N = 0', { autoClose: { amount: 0, unit: 'days' } }],
    ['[Q13] N below 0', { autoClose: { amount: -1, unit: 'hours' } }],
    ['[Q13] N = 10^9', { autoClose: { amount: 1e9, unit: 'days' } }],
    ['[AV-25] [Q15] 251 characters', { closing: { isShown: true, text: '👍'.repeat(251) } }],
    ['[A10] an empty text', { autoAnswers: [{ id: crypto.randomUUID(), text: ' ', delayMs: 0 }] }],
  ])('%s', async (_what, patch) => {
    const body = JSON.stringify({ ...defaultChannelSettings(centre.firstTeam), ...patch })
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'PUT', body, headers }
    const path = `/api/administration/channels/${centre.channelId}`
    expect((await centre.hub.request(path, init)).status).toBe(400)
  })

  it('[Q13][Q15] the longest time and text are taken, and no timer runs over', async () => {
    const text = '👍'.repeat(250)
    await centre.settings({ autoClose: { amount: 8_766_000, unit: 'days' }, closing: { isShown: true, text } })
    const chat = await centre.write(a)
    await centre.advance(DAY_MS)
    expect((await centre.stateOf(chat)).kind).toBe('queued')
    await close(chat)
    expect(heard()).toEqual([text])
  })
})

describe('off hours', () => {
  it('[AV-29] [A12] the chosen bot has what comes, until work begins and people go on', async () => {
    const botId = centre.hub.newId<BotId>()
    const menu = { startId: 's', screens: [{ id: 's', text: 'Ночь', choices: [{ label: 'Да', then: HAND_OVER }] }] }
    await centre.put(`bots/${botId}`, { kind: 'menu', id: botId, name: 'Ночной', menu })
    await centre.put('hours', CLOSED_ALWAYS)
    await centre.settings({ autoAnswers: [answer('Мы на месте', 0)], offHours: { kind: 'bot', botId } })
    const chat = await centre.write(a)
    await centre.settle()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'withBot', botId })
    const date = new Date(centre.clock.now() + DAY_MS).toISOString().slice(0, 10)
    const day = { date, name: 'Рабочий день', spans: [{ fromMin: 0, toMin: 1440 }] }
    await centre.put('hours', { ...CLOSED_ALWAYS, exceptions: [day] })
    await centre.advance(Date.parse(`${date}T00:00+03:00`) - centre.clock.now())
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued', teamId: centre.firstTeam })
    expect((await centre.hub.events(chat)).at(-1)).toMatchObject({ kind: 'queued', why: 'botHandedOver' })
    await centre.settle()
    // The wait for people began in working hours.
    expect(heard()).toEqual(['Ночь\n\n1. Да', 'Мы на месте'])
  })

  it('[AV-32] [A14] a bot and auto-answers cannot be set at once', async () => {
    const botId = centre.hub.newId<BotId>()
    await centre.put(`bots/${botId}`, {
      kind: 'menu',
      id: botId,
      name: 'Бот',
      menu: { startId: 's', screens: [SCREEN] },
    })
    const both = { kind: 'bot', botId, answers: [answer('Мы спим', 0)] } as const
    await centre.settings({ offHours: both })
    const { channels } = await centre.hub.json<Administration>('/api/administration')
    const saved = channels.find(({ channelId }) => channelId === centre.channelId)
    expect(saved?.settings.offHours).toEqual({ kind: 'bot', botId })
  })

  it('[AV-30] [A13] has answers of its own', async () => {
    await centre.put('hours', CLOSED_ALWAYS)
    await centre.settings({
      autoAnswers: [answer('Мы на месте', 0)],
      offHours: { kind: 'autoAnswers', answers: [answer('Мы спим', MINUTE)] },
    })
    await centre.write(a)
    await centre.advance(MINUTE)
    expect(heard()).toEqual(['Мы спим'])
  })
})

describe('the end of a case', () => {
  it('[AV-23] [AV-24] [AV-26] [Q15][Q16] the client reads the closing text once when an agent closes', async () => {
    await centre.settings({ closing: { isShown: true, text: 'Спасибо за обращение!' } })
    const chat = await centre.write(a)
    await close(chat)
    await close(chat)
    await centre.advance(5 * DAY_MS)
    expect(heard()).toEqual(['Спасибо за обращение!'])
    expect((await centre.hub.messages(chat))[0]).toMatchObject({ author: { kind: 'rule', rule: 'closing' } })
  })

  it('[AV-23] [Q15] no text while the switch is off', async () => {
    await centre.settings({ closing: { isShown: false, text: 'Спасибо!' } })
    await close(await centre.write(a))
    expect(heard()).toEqual([])
  })

  it('[AV-28] [AV-33] [AV-79] [Q13][Q14][Q16] after four days without activity it closes by itself, with the text', async () => {
    await centre.settings({ closing: { isShown: true, text: 'До встречи!' } })
    const chat = await centre.write(a)
    await centre.answer(chat, anna)
    await centre.advance(4 * DAY_MS - 1)
    expect((await centre.stateOf(chat)).kind).toBe('assigned')
    await centre.advance(1)
    expect(await centre.stateOf(chat)).toEqual({ kind: 'closed', atMs: centre.clock.now(), by: { kind: 'timeout' } })
    expect(heard()).toEqual(['Добрый день', 'До встречи!'])
  })
})
