import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { BotMenu } from '#shared/domain/bot'
import type { BotFailure } from '#shared/domain/case'
import type { AgentId, BotId, ChatId } from '#shared/domain/ids'

import { answering, BotEndpoint, signatureOf } from '../../testing/bot-endpoint'
import { ContactCentre } from '../../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../../testing/test-folder'

const TIMEOUT = 5000

let centre: ContactCentre
let endpoint: BotEndpoint
let a: string
let anna: AgentId
let botId: BotId
let secret: string

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open()
  anna = await centre.agent('Анна')
}, PREPARING_MS)
afterAll(() => centre.close())
beforeEach(async () => {
  centre.clock.advance(60_000)
  a = centre.newName()
  endpoint = await BotEndpoint.open()
  ;({ botId, secret } = await httpBot())
  await receivedBy(botId)
  return () => endpoint.close()
})

async function httpBot() {
  const id = centre.hub.newId<BotId>()
  const bot = { kind: 'http', id, name: 'Приёмная', url: endpoint.url, timeoutMs: TIMEOUT }
  const saved = await saveBot(id, bot)
  return { botId: id, secret: saved.secret ?? '' }
}

function saveBot(id: BotId, bot: unknown): Promise<{ readonly secret: string | null }> {
  return centre.hub.json(`/api/administration/bots/${id}`, {
    method: 'PUT',
    body: JSON.stringify(bot),
    headers: { 'content-type': 'application/json' },
  })
}

function receivedBy(id: BotId): Promise<void> {
  return centre.settings({ receiver: { kind: 'bot', botId: id, fallback: { kind: 'agent', agentId: anna } } })
}

function heard(): readonly string[] {
  return centre.hub.platform.texts(a)
}

/** With one line in the timeline; its words stand in renderer/i18n, `event.botFailed`. */
async function expectFallback(chat: ChatId, why: BotFailure): Promise<void> {
  expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned', agentId: anna })
  const told = (await centre.hub.events(chat)).filter(({ kind }) => kind === 'botFailed')
  expect(told).toEqual([{ kind: 'botFailed', botId, why }])
}

function saying(body: string): BotEndpoint['behaviour'] {
  return (_turn, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body)
}

describe('an HTTP bot', () => {
  it('[AV-14] [Q5] is asked with the message, the client and the case, signed, and its answer reaches the client', async () => {
    const chat = await centre.write(a)
    await centre.settle()
    const [asked] = endpoint.asked
    expect(heard()).toEqual(['Здравствуйте, я бот'])
    expect(asked?.signature).toBe(signatureOf(asked?.body ?? '', secret))
    expect(asked?.key).toBe(asked?.turn.turnId)
    const { case: itsCase } = await centre.hub.chat(chat)
    expect(asked?.turn).toMatchObject({
      version: 1,
      bot: { id: botId, name: 'Приёмная' },
      case: { id: itsCase.id, number: itsCase.number },
      channel: { kind: 'avito', name: 'Проверка' },
      client: { name: 'Иван' },
      message: { from: 'client', kind: 'text' },
      history: [],
    })
    expect(itsCase.state).toMatchObject({ kind: 'withBot', botId })
    expect((await centre.hub.messages(chat))[0]).toMatchObject({ author: { kind: 'bot', botId }, direction: 'out' })
    await centre.write(a)
    await centre.settle()
    expect(endpoint.asked[1]?.turn.history.map(({ from }) => from)).toEqual(['client', 'bot'])
  })

  it('[Q5] hands over to whom it names, else to the fallback', async () => {
    const team = await centre.team('Продажи')
    endpoint.behaviour = answering({ action: 'handOver', to: { kind: 'team', teamId: team } })
    const chat = await centre.write(a)
    await centre.settle()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued', teamId: team })
    endpoint.behaviour = answering({ action: 'handOver', to: { kind: 'team', teamId: centre.hub.newId() } })
    a = centre.newName()
    const other = await centre.write(a)
    await centre.settle()
    expect(await centre.stateOf(other)).toMatchObject({ kind: 'assigned', agentId: anna })
  })

  it('[AV-27] [Q16] closes, and the client reads the closing text', async () => {
    await centre.settings({
      receiver: { kind: 'bot', botId, fallback: { kind: 'agent', agentId: anna } },
      closing: { isShown: true, text: 'Всего доброго' },
    })
    endpoint.behaviour = answering({ messages: [{ text: 'Готово' }], action: 'close' })
    const chat = await centre.write(a)
    await centre.settle()
    expect(heard()).toEqual(['Готово', 'Всего доброго'])
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'closed', by: { kind: 'bot', botId } })
  })

  it.each([
    ['refused', answering({}, 404)],
    ['unreachable', answering({}, 500)],
    ['wrongAnswer', answering({ action: 'dance' })],
    ['wrongAnswer', answering({ messages: [{ text: '\0' }], action: 'wait' })],
    ['wrongAnswer', answering('x'.repeat(300_000))],
    ['wrongAnswer', saying('<html>Мы на обслуживании</html>')],
    ['wrongAnswer', saying('')],
    ['wrongAnswer', answering({ messages: [{ text: 'x'.repeat(100_000) }], action: 'wait' })],
    ['wrongAnswer', saying(`{"messages":[{"text":"${'x'.repeat(10_000_000)}"}],"action":"wait"}`)],
    ['wrongAnswer', answering({ turnId: crypto.randomUUID(), messages: [{ text: 'не вам' }], action: 'wait' })],
    ['wrongAnswer', saying('{"action":"wait","messages":[{"text":"раз"}]}'.repeat(2))],
    ['unreachable', (_turn, response) => response.destroy()],
    [
      'unreachable',
      (_turn, response) => response.writeHead(200, { 'content-length': 50 }).write('{', () => response.destroy()),
    ],
  ] satisfies [BotFailure, BotEndpoint['behaviour']][])(
    '[AV-16] [Q6] %s: the fallback has the case at once',
    async (why, behaviour) => {
      endpoint.behaviour = behaviour
      const chat = await centre.write(a)
      await centre.settle()
      await expectFallback(chat, why)
      expect(heard()).toEqual([])
      await centre.write(a)
      await centre.settle()
      expect(endpoint.asked).toHaveLength(1)
    },
  )

  it('[Q6] one that points elsewhere is not followed there: the question was not for others', async () => {
    const other = await BotEndpoint.open()
    for (const status of [301, 302, 307, 308]) {
      endpoint.behaviour = (_turn, response) => response.writeHead(status, { location: other.url }).end()
      a = centre.newName()
      const chat = await centre.write(a)
      await centre.settle()
      await expectFallback(chat, 'refused')
      expect(heard()).toEqual([])
    }
    expect(other.asked).toEqual([])
    await other.close()
  })

  it('[Q5] one that answers twice on a connection is heard once', async () => {
    const once = JSON.stringify({ messages: [{ text: 'раз' }], action: 'wait' })
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${String(Buffer.byteLength(once))}\r\n\r\n`
    endpoint.behaviour = (_turn, { socket }) => socket?.write(`${head}${once}${head}${once}`)
    const chat = await centre.write(a)
    await centre.settle()
    expect(heard()).toEqual(['раз'])
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'withBot', botId })
  })

  it('[Q6] an answer that begins in time and does not end is not waited for', async () => {
    endpoint.behaviour = (_turn, response) => response.writeHead(200).write('{"action":')
    const chat = await centre.write(a)
    await endpoint.untilAsked(1)
    centre.clock.advance(TIMEOUT - 1)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'withBot', botId })
    await centre.advance(1)
    await expectFallback(chat, 'tooSlow')
    expect(heard()).toEqual([])
  })

  it('[AV-16] [Q6] an endpoint that is not there, or answers too late, is not waited for', async () => {
    endpoint.behaviour = () => undefined
    const slow = await centre.write(a)
    await endpoint.untilAsked(1)
    await centre.advance(TIMEOUT)
    expect(await centre.hub.events(slow)).toContainEqual({ kind: 'botFailed', botId, why: 'tooSlow' })
    await endpoint.close()
    const chat = await centre.write(centre.newName())
    await centre.settle()
    expect(await centre.hub.events(chat)).toContainEqual({ kind: 'botFailed', botId, why: 'unreachable' })
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned', agentId: anna })
    endpoint = await BotEndpoint.open()
  })

  it('[AV-16] [Q6] a removed bot leaves its cases to the fallback', async () => {
    const chat = await centre.write(a)
    await centre.settle()
    await centre.remove(`bots/${botId}`)
    await centre.settle()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned', agentId: anna })
    expect(await centre.hub.events(chat)).toContainEqual({ kind: 'botFailed', botId, why: 'removed' })
  })

  it('[Q5] what it says after somebody took the case is not sent', async () => {
    let answerNow: () => void = () => undefined
    endpoint.behaviour = (turn, response) => {
      answerNow = () => {
        answering({ messages: [{ text: 'поздно' }], action: 'wait' })(turn, response)
      }
    }
    const chat = await centre.write(a)
    await endpoint.untilAsked(1)
    await centre.act('claimCase', { caseId: await centre.caseId(chat) }, anna)
    answerNow()
    await centre.settle()
    expect(heard()).toEqual([])
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned', agentId: anna })
  })

  it('[Q5] a hub that ends while it asks asks the same again, and says nothing twice', async () => {
    endpoint.behaviour = () => undefined
    await centre.write(a)
    await endpoint.untilAsked(1)
    endpoint.behaviour = answering({ messages: [{ text: 'раз' }], action: 'wait' })
    await centre.restart()
    await centre.settle()
    expect(endpoint.asked[1]?.body).toBe(endpoint.asked[0]?.body)
    expect(heard()).toEqual(['раз'])
    await centre.restart()
    await centre.settle()
    expect(heard()).toEqual(['раз'])
  })
})

describe('the built-in menu', () => {
  const menu: BotMenu = {
    startId: 'start',
    screens: [
      {
        id: 'start',
        text: 'Что вас интересует?',
        choices: [
          { label: 'Доставка', then: { kind: 'screen', screenId: 'delivery' } },
          { label: 'Оператор', then: { kind: 'handOver' } },
        ],
      },
      { id: 'delivery', text: 'Два дня', choices: [{ label: 'Спасибо', then: { kind: 'close' } }] },
    ],
  }
  const START = 'Что вас интересует?\n\n1. Доставка\n2. Оператор'

  beforeEach(async () => {
    botId = centre.hub.newId<BotId>()
    await saveBot(botId, { kind: 'menu', id: botId, name: 'Меню', menu })
    await receivedBy(botId)
  })

  async function says(text: string): Promise<void> {
    await centre.write(a, { content: { kind: 'text', text } })
    await centre.settle()
  }

  it('[Q5] leads the client by his numbers to the end', async () => {
    await says('Здравствуйте')
    await says('1.')
    await says('СПАСИБО!')
    expect(heard()).toEqual([START, 'Два дня\n\n1. Спасибо'])
    expect(await centre.stateOf(await centre.chatOf(a))).toMatchObject({ kind: 'closed', by: { kind: 'bot', botId } })
  })

  it('[Q5][Q6] repeats once, then brings a person; keeps its place over a restart', async () => {
    await says('Здравствуйте')
    await centre.restart()
    await says('не знаю')
    await says('שלום 👩‍👩‍👧‍👦')
    expect(heard()).toEqual([START, START])
    expect(await centre.stateOf(await centre.chatOf(a))).toMatchObject({ kind: 'assigned', agentId: anna })
  })
})
