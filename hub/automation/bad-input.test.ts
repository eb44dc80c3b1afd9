import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { RehearsalReply } from '#shared/contract/rehearsal'
import { defaultChannelSettings, type ChannelSettings } from '#shared/domain/channel-settings'
import type { AutoAnswerId, MessageId } from '#shared/domain/ids'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const MINUTE = 60_000
const NO_MINUTE = { ...DEFAULT_WORKING_HOURS, week: Array.from({ length: 7 }, () => []) }
/** From right to left, joined emoji, a combining letter and what looks like markup. */
const ODD = 'مرحبا! שלום 👩‍👩‍👧‍👦🏳️‍🌈 и\u0306 <b>"\\0</b>'

let centre: ContactCentre
let a: string

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open()
}, PREPARING_MS)
afterAll(() => centre.close())
beforeEach(async () => {
  a = centre.newName()
  centre.clock.advance(MINUTE)
  await centre.put('hours', DEFAULT_WORKING_HOURS)
  await centre.distribution({})
  await centre.settings({})
})

async function problemsOf(patch: Partial<ChannelSettings>): Promise<readonly string[]> {
  const { problems } = await centre.hub.json<RehearsalReply>(
    `/api/administration/channels/${centre.channelId}/rehearsal`,
    {
      method: 'POST',
      body: JSON.stringify({ settings: { ...defaultChannelSettings(centre.firstTeam), ...patch } }),
      headers: { 'content-type': 'application/json' },
    },
  )
  return problems.map(({ code }) => code)
}

describe('settings that make no sense', () => {
  it('[AV-66] [Q7] [A22] an empty team is named; its cases wait, and whoever joins it has them', async () => {
    const teamId = await centre.team('Пустая')
    const receiver = { kind: 'team', teamId } as const
    expect(await problemsOf({ receiver })).toEqual(['emptyTeam'])
    await centre.distribution({ isAutomatic: true })
    await centre.settings({ receiver })
    const chat = await centre.write(a)
    await centre.advance(60 * MINUTE)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued', teamId })
    await centre.untilHas(chat, await centre.agent('Вера', [teamId]))
  })

  it('[AV-05] [A8] [A22] a schedule without a working minute is named; what comes waits and is answered by the rules of off hours', async () => {
    await centre.put('hours', NO_MINUTE)
    expect(await problemsOf({})).toEqual(['neverWorking'])
    const answers = [{ id: centre.hub.newId<AutoAnswerId>(), text: 'Мы закрыты', delayMs: 0 }]
    await centre.settings({ offHours: { kind: 'autoAnswers', answers } })
    const chat = await centre.write(a)
    await centre.settle()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued', teamId: centre.firstTeam })
    expect(centre.hub.platform.texts(a)).toEqual(['Мы закрыты'])
  })
})

it('[AV-23] [AV-76] [Q15] emoji and words from right to left are kept to the letter: said, answered, noted and at the end', async () => {
  await centre.settings({ closing: { isShown: true, text: ODD } })
  const chat = await centre.write(a, { content: { kind: 'text', text: ODD } })
  await centre.answer(chat, centre.me, ODD)
  const note = { messageId: centre.hub.newId<MessageId>(), chatId: chat, text: ODD, mentions: [] }
  expect(await centre.act('addNote', { ...note, writtenAtMs: centre.clock.now() })).toBeNull()
  await centre.act('closeCase', { caseId: await centre.caseId(chat) })
  await centre.settle()
  expect(centre.hub.platform.texts(a)).toEqual([ODD, ODD])
  const said = (await centre.hub.messages(chat)).flatMap(({ content }) => ('text' in content ? [content.text] : []))
  expect(said).toEqual([ODD, ODD, ODD, ODD])
})
