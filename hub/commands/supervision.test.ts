import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SignedIn } from '#shared/contract/accounts'
import type { CommandName } from '#shared/contract/commands'
import type { AgentId, CaseId, ChatId, MessageId } from '#shared/domain/ids'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { TestDesk } from '../testing/desk'
import { Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'

let team: Team
let [anna, boris, vera]: SignedIn[] = []
let chatId: ChatId
let caseId: CaseId
/** Rows of the audit that were written. */
let noted = 0
const desks: TestDesk[] = []

beforeAll(async () => {
  team = await Team.open({
    options: {
      onQuery: (sql) => {
        if (sql.includes('insert into "audit_log"')) noted += 1
      },
    },
  })
  anna = await team.person('agent', 'Анна')
  boris = await team.person('agent', 'Борис')
  vera = await team.person('supervisor', 'Вера')
  const channel = { kind: 'avito', name: 'Проверка', mode: 'own', clientId: 'id', clientSecret: 'secret' }
  await team.ask('POST', '/api/channels', team.administrator, channel)
  await team.hub.drivers.at(-1)?.host.ingest({
    chats: [ingestedChat('a')],
    messages: [ingestedMessage('a', 'in-1', { kind: 'text', text: 'Добрый день' })],
  })
  const desk = await deskOf(vera)
  const found = desk.changes.find(({ entity }) => entity === 'chat')
  if (found?.entity !== 'chat' || !found.row) throw new Error('no chat')
  chatId = found.row.id
  caseId = found.row.case.id
  expect(await command(anna, 'claimCase', { caseId })).toBeNull()
}, PREPARING_MS)
afterAll(async () => {
  for (const desk of desks) desk.close()
  await team.stop()
})

function there(person: SignedIn | undefined): SignedIn {
  if (!person) throw new Error('nobody has come yet')
  return person
}
const idOf = (person: SignedIn | undefined): AgentId => there(person).agent.id

async function deskOf(person: SignedIn | undefined, cursor = 0): Promise<TestDesk> {
  const desk = await TestDesk.open(team.hub.url, there(person).token)
  desks.push(desk)
  desk.hello(cursor)
  await desk.caughtUp()
  return desk
}

async function command(person: SignedIn | undefined, name: CommandName, args: object, id = team.hub.newId<string>()) {
  const { body } = await team.ask('POST', '/api/commands', there(person), { id, name, args })
  return body['refusal']
}

function whispersOf(desk: TestDesk): readonly string[] {
  return desk.changes.flatMap((change) =>
    change.entity === 'message' && change.row?.content.kind === 'note' && change.row.content.between
      ? [change.row.content.text]
      : [],
  )
}

async function historyOf(person: SignedIn | undefined): Promise<readonly string[]> {
  const { body } = await team.ask('GET', `/api/chats/${chatId}/messages?limit=50`, there(person))
  const messages = body['messages'] as readonly {
    readonly content: { readonly kind: string; readonly text?: string }
  }[]
  return messages.flatMap(({ content }) => (content.kind === 'note' ? [content.text ?? ''] : []))
}

describe('a whisper', () => {
  const first = { text: 'Спросите про график', writtenAtMs: 0 }

  it('[V2] reaches the agent and supervisors alone: live, after a new start and in the history', async () => {
    const open = await Promise.all([anna, boris, vera].map((person) => deskOf(person)))
    const messageId = team.hub.newId<MessageId>()
    const args = { ...first, chatId, messageId, to: idOf(anna) }
    expect(await command(vera, 'whisper', args)).toBeNull()
    // An acknowledgement that was lost: the same word under another command is still one.
    expect(await command(vera, 'whisper', args)).toBeNull()
    expect(
      await command(anna, 'whisper', { ...args, messageId: team.hub.newId(), to: idOf(vera), text: 'Спрошу' }),
    ).toBeNull()
    // What everybody hears of ends what each of them has been told.
    const said = { chatId, messageId: team.hub.newId(), text: 'Для всех', mentions: [], writtenAtMs: 0 }
    expect(await command(vera, 'addNote', said)).toBeNull()
    for (const desk of open)
      await desk.until(() =>
        desk.changes.some(
          ({ entity, row }) => entity === 'message' && row?.content.kind === 'note' && row.content.text === 'Для всех',
        ),
      )
    const both = ['Спросите про график', 'Спрошу']
    expect(open.map(whispersOf)).toEqual([both, [], both])
    expect(await Promise.all([anna, boris, vera].map(async (person) => whispersOf(await deskOf(person))))).toEqual([
      both,
      [],
      both,
    ])
    expect(await historyOf(boris)).toEqual(['Для всех'])
    expect((await historyOf(anna)).toSorted()).toEqual([...both, 'Для всех'].toSorted())
    // No channel was told of any of it.
    expect(team.hub.platform.texts('a')).toEqual([])
  })

  it('[V2] needs a supervisor among the two, and somebody who is there', async () => {
    const word = { ...first, chatId }
    const of = (to: AgentId) => ({ ...word, messageId: team.hub.newId(), to })
    expect(await command(anna, 'whisper', of(idOf(boris)))).toMatchObject({ reason: 'notAllowed' })
    expect(await command(vera, 'whisper', of(idOf(vera)))).toMatchObject({ reason: 'notAllowed' })
    expect(await command(vera, 'whisper', of(team.hub.newId()))).toMatchObject({ reason: 'unknownReceiver' })
    expect(await command(vera, 'whisper', { ...of(idOf(anna)), chatId: team.hub.newId() })).toMatchObject({
      reason: 'unknownChat',
    })
  })
})

describe('looking on', () => {
  it('[V2] is for supervisors, tells nobody and is written down', async () => {
    const desk = await deskOf(anna)
    const [before, notedBefore] = [desk.changes.length, noted]
    expect(await command(anna, 'watchChat', { chatId })).toMatchObject({ reason: 'notAllowed' })
    const id = team.hub.newId<string>()
    expect(await command(vera, 'watchChat', { chatId }, id)).toBeNull()
    expect(await command(vera, 'watchChat', { chatId }, id)).toBeNull()
    expect(desk.changes.length).toBe(before)
    expect(noted - notedBefore).toBe(1)
  })

  it('[V2] taking over tells from whom, is written down, and is undone by passing on', async () => {
    const desk = await deskOf(anna)
    const notedBefore = noted
    const to = (person: SignedIn | undefined) => ({ caseId, to: { kind: 'agent', agentId: idOf(person) }, note: null })
    expect(await command(vera, 'transferCase', to(vera))).toBeNull()
    const event = await desk.until(() =>
      desk.changes
        .flatMap((change) =>
          change.entity === 'message' && change.row?.content.kind === 'caseEvent' ? [change.row.content.event] : [],
        )
        .find(({ kind }) => kind === 'transferred'),
    )
    expect(event).toMatchObject({ byAgentId: idOf(vera), fromAgentId: idOf(anna), to: { agentId: idOf(vera) } })
    expect(await command(vera, 'transferCase', to(anna))).toBeNull()
    // Giving away what is one's own is nothing that was taken.
    expect(noted - notedBefore).toBe(1)
  })
})
