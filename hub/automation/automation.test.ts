import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { DAY_MS, HOUR_MS, type AutoAnswer } from '#shared/domain/channel-settings'
import type { AgentId, AutoAnswerId, ChatId } from '#shared/domain/ids'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const MINUTE = 60_000
/** Never at work. */
const CLOSED_ALWAYS = { ...DEFAULT_WORKING_HOURS, week: Array.from({ length: 7 }, () => []) }

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
  it('[A10][A11] the client reads each after its delay, in order', async () => {
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

describe('off hours', () => {
  it('[A13] has answers of its own', async () => {
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
  it('[Q15][Q16] the client reads the closing text once when an agent closes', async () => {
    await centre.settings({ closing: { isShown: true, text: 'Спасибо за обращение!' } })
    const chat = await centre.write(a)
    await close(chat)
    await close(chat)
    await centre.advance(5 * DAY_MS)
    expect(heard()).toEqual(['Спасибо за обращение!'])
    expect((await centre.hub.messages(chat))[0]).toMatchObject({ author: { kind: 'rule', rule: 'closing' } })
  })

  it('[Q15] no text while the switch is off', async () => {
    await centre.settings({ closing: { isShown: false, text: 'Спасибо!' } })
    await close(await centre.write(a))
    expect(heard()).toEqual([])
  })

  it('[Q13][Q14][Q16] after four days without activity it closes by itself, with the text', async () => {
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
