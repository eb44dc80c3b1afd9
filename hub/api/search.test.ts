import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SignedIn } from '#shared/contract/accounts'
import type { MessageSearchReply } from '#shared/contract/search'
import type { CaseId, ChatId, MessageId } from '#shared/domain/ids'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'

let team: Team
let anna: SignedIn
let boris: SignedIn
let vera: SignedIn
let chatId: ChatId

beforeAll(async () => {
  team = await Team.open()
  anna = await team.person('agent', 'Анна')
  boris = await team.person('agent', 'Борис')
  vera = await team.person('supervisor', 'Вера')
  const channel = { kind: 'avito', name: 'Проверка', mode: 'own', clientId: 'id', clientSecret: 'secret' }
  await team.ask('POST', '/api/channels', team.administrator, channel)
  await team.hub.drivers.at(-1)?.host.ingest({
    chats: [ingestedChat('a')],
    messages: [
      ingestedMessage('a', 'in-1', { kind: 'text', text: 'Когда подпишем договоры аренды?' }),
      ingestedMessage('a', 'in-2', { kind: 'text', text: 'Расчёт по накладной 48213, two invoices' }),
      ingestedMessage('a', 'in-3', { kind: 'text', text: 'Передайте Саше, что договор готов' }),
    ],
  })
  chatId = (await search(anna, 'накладная')).found[0]!.message.chatId
}, PREPARING_MS)
afterAll(() => team.stop())

async function search(by: SignedIn, typed: string, limit = 20): Promise<MessageSearchReply> {
  const { status, body } = await team.ask('POST', '/api/messages/search', by, { typed, limit })
  expect(status).toBe(200)
  return body as unknown as MessageSearchReply
}

const textsOf = async (by: SignedIn, typed: string) =>
  (await search(by, typed)).found.map(({ message: { content } }) => ('text' in content ? content.text : ''))

describe('[F3] the hub’s search', () => {
  it.each([
    ['договором', 2],
    ['договор аренда', 1],
    ['ljujdjh', 2],
    ['dogovory', 2],
    ['расчет', 1],
    ['РАСЧЁТА', 1],
    ['48213', 1],
    ['invoice', 1],
    ['Александр', 1],
    ['догов', 2],
    ['договориться о цене', 0],
    ["'; drop table messages; --", 0],
    ['!& | :* <->', 0],
  ])('[F5] finds by «%s» as many as %i', async (typed, count) => {
    expect((await search(anna, `${typed}`)).found).toHaveLength(count)
  })

  it('names whose conversation it is, and shows no more than was asked for', async () => {
    const { found } = await search(anna, 'договор', 1)
    expect(found).toHaveLength(1)
    expect(found[0]?.message.chatId).toBe(chatId)
    expect(found[0]?.clientName).not.toBe('')
  })

  it('[V2] shows a whisper to the two it is between and to supervisors alone', async () => {
    const body = (await team.ask('GET', `/api/chats/${chatId}`, anna)).body as unknown as {
      readonly chat: { readonly case: { readonly id: CaseId } }
    }
    const command = (by: SignedIn, name: string, args: object) =>
      team.ask('POST', '/api/commands', by, { id: team.hub.newId<string>(), name, args })
    await command(anna, 'claimCase', { caseId: body.chat.case.id })
    const whisper = { chatId, messageId: team.hub.newId<MessageId>(), to: anna.agent.id, text: 'Спросите про залог' }
    expect((await command(vera, 'whisper', { ...whisper, writtenAtMs: 0 })).body['refusal']).toBeNull()
    expect(await textsOf(anna, 'залога')).toEqual(['Спросите про залог'])
    expect(await textsOf(vera, 'залога')).toEqual(['Спросите про залог'])
    expect(await textsOf(boris, 'залога')).toEqual([])
  })

  it('shows nothing of whom the company erases', async () => {
    expect(await textsOf(anna, 'накладная')).toHaveLength(1)
    const kept = await team.ask('GET', `/api/chats/${chatId}/person`, team.administrator)
    const wish = { confirm: kept.body['confirm'] }
    const { status } = await team.ask('POST', `/api/chats/${chatId}/person/erase`, team.administrator, wish)
    expect(status).toBe(202)
    expect(await textsOf(anna, 'накладная')).toEqual([])
  })
})
