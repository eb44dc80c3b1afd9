import { createHmac } from 'node:crypto'

import { afterEach, describe, expect, it } from 'vitest'

import { botAnswer, type BotTurn } from '#shared/contract/bot-turn'

import { startSampleBot, type SampleBot } from './index'

const id = (digit: string) => `00000000-0000-4000-8000-00000000000${digit}`

function turn(text: string | null, answered = 0): BotTurn {
  const word = { id: id('1'), atMs: 1, kind: 'text' }
  return {
    version: 1,
    turnId: id('2'),
    bot: { id: id('3'), name: 'Бот' },
    case: { id: id('4'), number: 1, openedAtMs: 1 },
    channel: { kind: 'avito', name: 'Авито' },
    client: { id: id('5'), name: 'Иван', phone: null },
    subject: null,
    message: { ...word, from: 'client', text },
    history: Array.from({ length: answered }, () => ({ ...word, from: 'bot' as const, text: 'слово' })),
  }
}

let bot: SampleBot
afterEach(() => bot.stop())

async function ask(question: unknown, secret = 'тайна', key = id('2')): Promise<Response> {
  const body = JSON.stringify(question)
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  return fetch(bot.url, {
    method: 'POST',
    body,
    headers: { 'idempotency-key': key, 'x-otklik-signature': signature },
  })
}

describe('the sample bot', () => {
  it('[Q5] answers by the contract, the same question once', async () => {
    bot = await startSampleBot({ secret: 'тайна' })
    const first = botAnswer.parse(await (await ask(turn('Здравствуйте'))).json())
    expect(first.action).toBe('wait')
    expect(first.messages[0]?.text).toContain('Иван')
    expect(botAnswer.parse(await (await ask(turn('Здравствуйте'))).json())).toEqual(first)
    expect(bot.turns).toHaveLength(1)
  })

  it('[Q5] hands over and closes', async () => {
    bot = await startSampleBot()
    const actionOf = async (question: BotTurn, key: string) =>
      botAnswer.parse(await (await ask(question, '', key)).json()).action
    expect(await actionOf(turn('Позовите оператора'), 'a')).toBe('handOver')
    expect(await actionOf(turn('Спасибо', 1), 'b')).toBe('close')
    expect(await actionOf(turn(null, 1), 'c')).toBe('handOver')
  })

  it('believes no other secret, and no question of another form', async () => {
    bot = await startSampleBot({ secret: 'тайна' })
    expect((await ask(turn('Привет'), 'чужая')).status).toBe(401)
    expect((await ask({ version: 2 })).status).toBe(400)
    expect(bot.turns).toEqual([])
  })
})
