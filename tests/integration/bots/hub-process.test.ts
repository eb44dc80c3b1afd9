import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { CaseEvent } from '#shared/domain/case'
import { HOUR_MS, type AutoAnswer } from '#shared/domain/channel-settings'
import type { AgentId, AutoAnswerId, BotId, CommandId } from '#shared/domain/ids'
import type { Message, MessageAuthor } from '#shared/domain/message'
import { countOf, testSeed } from '#shared/testing/test-run'

import { BotEndpoint } from '../../../hub/testing/bot-endpoint'
import { buildHub, type BuiltHub } from '../../../hub/testing/built-hub'
import { PREPARING_MS } from '../../../hub/testing/test-folder'
import { startSampleBot, type SampleBot } from '../../../sandbox/bot'
import { seededRandom } from '../../lib/seeded-random'
import { MortalHub } from './mortal-hub'
import { isSending } from './watched-api'

const MINUTE = 60_000
/** Each costs the start of a hub. */
const TURN_KILLS = countOf({ share: 3, full: 20 })
const RULE_KILLS = countOf({ share: 2, full: 10 })
const KILL_MS = 60_000
const PATIENCE = { timeout: 60_000, interval: 100 }
const ALWAYS = {
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ fromMin: 0, toMin: 1440 }]),
  exceptions: [],
}

let built: BuiltHub
let hub: MortalHub
let anna: AgentId

beforeAll(async () => {
  built = await buildHub()
}, PREPARING_MS)
beforeEach(async () => {
  hub = await MortalHub.begin(built)
  await hub.put('hours', ALWAYS)
  anna = await hub.agent('Анна')
}, PREPARING_MS)
afterEach(() => hub.end())

function receivedBy(botId: BotId): Promise<void> {
  return hub.settings({ receiver: { kind: 'bot', botId, fallback: { kind: 'agent', agentId: anna } } })
}

async function writes(clientName: string, text: string): Promise<string> {
  return (await hub.avito.control.clientWrites({ clientName, text })).chatId
}

/** Every message of ours that the hub shows is at the platform: nothing is under way that could come twice. */
async function untilAllSent(externalId: string): Promise<readonly MessageAuthor['kind'][]> {
  const { id } = await hub.chat(externalId)
  const ours = async () => (await hub.timeline(id)).filter(({ delivery }) => delivery !== null)
  await expect
    .poll(async () => (await ours()).filter(({ delivery }) => delivery?.state !== 'sent'), PATIENCE)
    .toEqual([])
  return (await ours()).map(({ author }) => author.kind)
}

function events(timeline: readonly Message[]): readonly CaseEvent[] {
  return timeline.flatMap(({ content }) => (content.kind === 'caseEvent' ? [content.event] : []))
}

describe('the sample bot, the hub as a process and Avito', () => {
  let bot: SampleBot
  afterEach(() => bot.stop())

  it('[Q5][Q6] is asked over HTTP, answers the client once, and hands over to the fallback', async () => {
    bot = await startSampleBot()
    const { port } = new URL(bot.url)
    const { botId, secret } = await hub.httpBot(bot.url)
    await bot.stop()
    bot = await startSampleBot({ port: Number(port), secret: secret ?? '' })
    await receivedBy(botId)

    const chat = await writes('Ольга', 'Здравствуйте')
    const greeting = 'Здравствуйте, Ольга! Я бот-помощник. Опишите вопрос или напишите «оператор».'
    await expect.poll(() => hub.heard(chat), PATIENCE).toEqual([greeting])
    expect(await untilAllSent(chat)).toEqual(['bot'])
    expect((await hub.chat(chat)).case).toMatchObject({ state: { kind: 'withBot', botId }, waitingSinceMs: null })

    await hub.avito.control.clientWrites({ chatId: chat, text: 'Позовите оператора' })
    await expect.poll(() => hub.heard(chat), PATIENCE).toEqual([greeting, 'Сейчас подключится сотрудник.'])
    expect(await untilAllSent(chat)).toEqual(['bot', 'bot'])
    expect((await hub.chat(chat)).case).toMatchObject({
      state: { kind: 'assigned', agentId: anna },
      waitingSinceMs: expect.any(Number) as number,
    })
    await hub.avito.control.clientWrites({ chatId: chat, text: 'Вы здесь?' })
    await expect.poll(async () => (await hub.chat(chat)).unread, PATIENCE).toBe(3)
    expect(bot.turns.map(({ message }) => message?.text)).toEqual(['Здравствуйте', 'Позовите оператора'])
    expect(await hub.heard(chat)).toHaveLength(2)

    await bot.stop()
    const other = await writes('Пётр', 'Есть кто?')
    await expect.poll(async () => (await hub.chat(other)).case.state, PATIENCE).toMatchObject({ agentId: anna })
    const told = events(await hub.timeline((await hub.chat(other)).id))
    expect(told).toContainEqual({ kind: 'botFailed', botId, why: 'unreachable' })
    expect(await hub.heard(other)).toEqual([])
  })
})

/** Instants of a turn at which the hub dies, from the client's word to the answer at the client. */
const INSTANTS = ['heard', 'asked', 'answered', 'taken', 'leaving', 'lost', 'any'] as const
const WANTS_PERSON = 'оператор'

describe('kill -9 in the middle of a bot’s turn', () => {
  let bot: BotEndpoint

  beforeEach(async () => {
    bot = await BotEndpoint.open()
    await receivedBy((await hub.httpBot(bot.url)).botId)
  })
  afterEach(() => bot.close())

  /** Answers at once, and the same to the same question. */
  const answer: BotEndpoint['behaviour'] = ({ turnId, message }, response) => {
    const action = message?.text?.includes(WANTS_PERSON) ? 'handOver' : 'wait'
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ messages: [{ text: turnId }], action }))
  }

  function dieAt(instant: (typeof INSTANTS)[number], random: () => number): void {
    const { api } = hub
    const dieSoon = (withinMs: number) => setTimeout(hub.strike, random() * withinMs)
    switch (instant) {
      case 'heard':
        api.onAnswered = ({ method, path }) => {
          if (method === 'GET' && path.includes('/messages')) dieSoon(30)
        }
        return
      case 'asked':
        // No answer: whoever asked is dead.
        bot.behaviour = () => dieSoon(50)
        return
      case 'answered':
        bot.behaviour = (turn, response) => {
          response.on('finish', () => dieSoon(5))
          answer(turn, response)
        }
        return
      case 'leaving':
      case 'lost':
        api.onCome = (passing) => {
          if (!isSending(passing)) return true
          hub.strike()
          return instant === 'leaving'
        }
        return
      case 'taken':
        api.onTaken = (passing) => {
          if (isSending(passing)) hub.strike()
        }
        return
      case 'any':
        dieSoon(500)
    }
  }

  it(
    '[Q5][Q6] each answer reaches the client once, no word stays without one',
    { timeout: TURN_KILLS * KILL_MS },
    async () => {
      const random = seededRandom(testSeed)
      const said = new Map<string, string[]>()
      for (let round = 0; round < TURN_KILLS; round += 1) {
        bot.behaviour = answer
        dieAt(INSTANTS[round % INSTANTS.length] ?? 'any', random)
        const ending = round % 5 === 4 ? ` ${WANTS_PERSON}` : ''
        const text = `слово ${String(round)}${ending}`
        const old = [...said.keys()].at(Math.floor(random() * said.size))
        const chat = await writes(`Клиент ${String(round)}`, text)
        said.set(chat, [text])
        if (old !== undefined) {
          await hub.avito.control.clientWrites({ chatId: old, text: `ещё ${String(round)}` })
          said.get(old)?.push(`ещё ${String(round)}`)
        }
        await hub.died()
        bot.behaviour = answer
        hub.api.watchNothing()
        await hub.start()
      }

      for (const [chat, words] of said) {
        const latest = words.at(-1) ?? ''
        const { id, clientName } = await hub.chat(chat)
        const turns = () => bot.asked.filter(({ turn }) => turn.client.name === clientName)
        const isWithPerson = async () => (await hub.chat(chat)).case.state.kind === 'assigned'
        await expect
          .poll(async () => (await isWithPerson()) || turns().at(-1)?.turn.message?.text === latest, PATIENCE)
          .toBe(true)
        const keys = () => [...new Set(turns().map(({ turn }) => turn.turnId))]
        await expect.poll(() => hub.heard(chat), PATIENCE).toEqual(keys())
        await untilAllSent(chat)
        expect(await hub.heard(chat)).toEqual(keys())
        // Asked again it is the same question under the same key.
        expect(new Set(turns().map(({ key, body }) => `${key ?? ''} ${body}`)).size).toBe(keys().length)
        for (const { turn, key } of turns()) expect(key).toBe(turn.turnId)

        const { state, waitingSinceMs } = (await hub.chat(chat)).case
        const isHandedOver = turns().some(({ turn }) => turn.message?.text?.includes(WANTS_PERSON))
        expect(state).toMatchObject(isHandedOver ? { kind: 'assigned', agentId: anna } : { kind: 'withBot' })
        expect(waitingSinceMs === null).toBe(!isHandedOver)
        const heardByBot = turns().flatMap(({ turn }) => [...turn.history, turn.message].map((word) => word?.text))
        const afterHandOver = isHandedOver
          ? words.slice(words.findIndex((word) => word.includes(WANTS_PERSON)) + 1)
          : []
        expect(words.filter((word) => !heardByBot.includes(word) && !afterHandOver.includes(word))).toEqual([])
        expect(events(await hub.timeline(id)).filter(({ kind }) => kind === 'botFailed')).toEqual([])
      }
      const repeats = bot.asked.length - new Set(bot.asked.map(({ key }) => key)).size
      expect(repeats).toBeGreaterThan(0)
    },
  )
})

describe('kill -9 around what rules send', () => {
  const SOON = ['Здравствуйте', 'Ищем, кто ответит', 'Ещё минуту']
  const LATER = 'Всё ещё ищем'
  const CLOSING = 'До свидания'

  function answerAfter(text: string, delayMs: number): AutoAnswer {
    return { id: hub.newId<AutoAnswerId>(), text, delayMs }
  }

  it(
    '[A10][A11][Q13][Q16] each auto-answer and the closing text come once, also those that a restart finds due',
    { timeout: 4 * RULE_KILLS * KILL_MS },
    async () => {
      const random = seededRandom(testSeed)
      await hub.settings({
        autoAnswers: [...SOON.map((text, index) => answerAfter(text, index * 700)), answerAfter(LATER, 20 * MINUTE)],
        autoClose: { amount: 1, unit: 'hours' },
        closing: { isShown: true, text: CLOSING },
      })
      let shiftMs = 0
      const begin = async () => {
        hub.api.watchNothing()
        await hub.start(shiftMs)
      }
      /** At a random moment, when the platform has just been told something, or just before it is. */
      const struck = async (withinMs: number) => {
        const choice = random()
        hub.api.onTaken = (passing) => {
          if (choice < 0.25 && isSending(passing)) hub.strike()
        }
        hub.api.onCome = (passing) => {
          const isLost = choice > 0.75 && isSending(passing)
          if (isLost) hub.strike()
          return !isLost
        }
        const timer = setTimeout(hub.strike, random() * withinMs)
        await hub.died()
        clearTimeout(timer)
      }
      const jump = async (byMs: number) => {
        hub.strike()
        await hub.died()
        shiftMs += byMs
        await hub.avito.control.advanceClock(byMs)
        await begin()
      }

      const chats: string[] = []
      const closedByAgent = new Set<string>()
      const firstMs = Date.now()
      for (let round = 0; round < RULE_KILLS; round += 1) {
        chats.push(await writes(`Клиент ${String(round)}`, 'Здравствуйте'))
        await struck(2500)
        await begin()
      }
      for (const chat of chats) await expect.poll(() => hub.heard(chat), PATIENCE).toEqual(SOON)

      // Due while nobody was there, and not stale yet.
      await jump(20 * MINUTE)
      for (let round = 0; round < RULE_KILLS / 2; round += 1) {
        await struck(1000)
        await begin()
      }
      for (const chat of chats) await expect.poll(() => hub.heard(chat), PATIENCE).toEqual([...SOON, LATER])

      // An agent closes some: the desk says it again after the hub has died of it.
      for (const chat of chats.filter((_, index) => index % 2 === 0)) {
        const { id: caseId } = (await hub.chat(chat)).case
        const id = hub.newId<CommandId>()
        closedByAgent.add(chat)
        const told = hub.act('closeCase', { caseId }, id).catch(() => 'died')
        await Promise.all([told, struck(40)])
        await begin()
        await hub.act('closeCase', { caseId }, id)
        expect((await hub.chat(chat)).case.state.kind).toBe('closed')
      }

      // The first of the others is due a moment after the hub is up.
      const passedMs = Date.now() - firstMs + 20 * MINUTE
      await jump(HOUR_MS - passedMs + 1000)
      for (let round = 0; round < RULE_KILLS / 2; round += 1) {
        await struck(1500)
        await begin()
      }
      const all = [...SOON, LATER, CLOSING]
      for (const chat of chats) {
        await expect.poll(() => hub.heard(chat), PATIENCE).toEqual(all)
        expect(await untilAllSent(chat)).toEqual(all.map(() => 'rule'))
        expect(await hub.heard(chat)).toEqual(all)
        const by = closedByAgent.has(chat) ? 'agent' : 'timeout'
        expect((await hub.chat(chat)).case.state).toMatchObject({ kind: 'closed', by: { kind: by } })
      }
    },
  )
})
