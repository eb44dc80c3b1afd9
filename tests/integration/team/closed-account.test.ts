import { setImmediate as turn } from 'node:timers/promises'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { SignedIn } from '#shared/contract/accounts'
import { caseRows } from '#shared/contract/reports'
import { SYNC_CLOSE } from '#shared/contract/sync'
import type { Chat } from '#shared/domain/chat'
import type { ChatId, CommandId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { FakePlatform, ingestedChat, ingestedMessage } from '../../../hub/channels/fake-channel'
import { TestDesk } from '../../../hub/testing/desk'
import { QUICK, signedInOf, Team } from '../../../hub/testing/team'
import { PREPARING_MS } from '../../../hub/testing/test-folder'
import { WallScreen } from '../../../hub/testing/wall-screen'
import { DeskRig } from '../sync/rig'

const FIRST = 'Клиент 1'
const SECOND = 'Клиент 2'
const WAIT_MS = 30_000
const TAKES_MS = 120_000
const HOUR_MS = 3_600_000
/** Time to think better of what was sent. */
const KEPT_MS = 2_000
/** Turns of the event loop between the first wish and the administrator's. */
const MOMENTS = [0, 15, 60, 200]
const NOTES = 12

let team: Team
let platform: FakePlatform
let chats: ReadonlyMap<string, ChatId>
const rigs = new Set<DeskRig>()
const lines: { close(): void }[] = []
const until = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: WAIT_MS, interval: 30 })

beforeEach(async () => {
  platform = new FakePlatform(() => Date.now())
  team = await Team.open({ platform, options: { accounts: QUICK } })
  const channel = { kind: 'avito', name: 'Проверка', mode: 'own', clientId: 'id', clientSecret: 'secret' }
  await team.ask('POST', '/api/channels', team.administrator, channel)
  for (const name of [FIRST, SECOND]) {
    const said = { kind: 'text', text: 'вопрос' } as const
    const messages = [ingestedMessage(name, `in of ${name}`, said, { atMs: Date.now() })]
    await team.hub.drivers.at(-1)?.host.ingest({ chats: [ingestedChat(name, { clientName: name })], messages })
  }
  const { changes } = await lineOf(team.administrator)
  chats = new Map(changes.flatMap(({ entity, row }) => (entity === 'chat' && row ? [[row.clientName, row.id]] : [])))
}, PREPARING_MS)
afterEach(async () => {
  for (const rig of rigs) rig.dispose()
  rigs.clear()
  for (const line of lines.splice(0)) line.close()
  await team.stop()
})

function idOf(name: string): ChatId {
  return chats.get(name) ?? expect.fail(`no chat of ${name}`)
}

async function caseOf(name: string): Promise<Chat['case']> {
  return ((await team.ask('GET', `/api/chats/${idOf(name)}`, team.administrator)).body['chat'] as Chat).case
}

async function timelineOf(name: string): Promise<readonly Message[]> {
  const { body } = await team.ask('GET', `/api/chats/${idOf(name)}/messages?limit=200`, team.administrator)
  return (body['messages'] as Message[]).toReversed()
}

async function notesOf(name: string): Promise<readonly string[]> {
  return (await timelineOf(name)).flatMap(({ content }) => (content.kind === 'note' ? [content.text] : []))
}

const account = (who: SignedIn, what: 'close' | 'open') =>
  team.ask('POST', `/api/accounts/${who.agent.id}/${what}`, team.administrator)

function come(rig: DeskRig, { token }: Pick<SignedIn, 'token'>): DeskRig {
  rigs.add(rig)
  rig.engine.setHub({ url: team.hub.url, secret: token })
  return rig
}

/** With both conversations in its cache. */
async function deskOf(who: SignedIn): Promise<DeskRig> {
  const desk = come(new DeskRig(), who)
  await until(async () => {
    expect([desk.status.kind, (await desk.chats()).length]).toEqual(['online', 2])
  })
  return desk
}

async function lineOf({ token }: Pick<SignedIn, 'token'>): Promise<TestDesk> {
  const line = await TestDesk.open(team.hub.url, token)
  lines.push(line)
  line.hello()
  await line.caughtUp()
  return line
}

/** Sees what is there, and writes. */
async function write(desk: DeskRig, name: string, text: string, sendAtMs?: number): Promise<void> {
  const chatId = idOf(name)
  desk.outbox.sight.note(chatId, (await desk.cache.readTimeline(chatId, 60)).messages)
  await desk.outbox.sendText(chatId, text, sendAtMs)
}

const whoIs = (line: TestDesk, chatId: ChatId) =>
  line.frames
    .flatMap((frame) => (frame.type === 'present' ? frame.chats : []))
    .findLast((chat) => chat.chatId === chatId)
    ?.who.map(({ agentId }) => agentId) ?? []

describe('an account that is closed while its person works', () => {
  it(
    '[Q17][Q21][M23] what the hub has taken goes out, what it has not stays with the person, colleagues go on',
    async () => {
      const [anna, boris] = [await team.person('agent', 'Анна'), await team.person('agent', 'Борис')]
      const [hers, his] = [await deskOf(anna), await deskOf(boris)]
      for (const name of [FIRST, SECOND]) await hers.cases.claimCase(idOf(name))
      await until(async () => {
        for (const name of [FIRST, SECOND])
          expect((await caseOf(name)).state).toMatchObject({ kind: 'assigned', agentId: anna.agent.id })
      })
      const [line, watching] = [await lineOf(anna), await lineOf(boris)]
      watching.send({ type: 'looking', chatId: null, isWriting: false })
      line.send({ type: 'looking', chatId: idOf(FIRST), isWriting: true })
      await watching.until(() => whoIs(watching, idOf(FIRST)).includes(anna.agent.id))

      await hers.drafts.saveDraft(idOf(SECOND), { text: 'недописано', images: [] })
      const home = await deskOf(signedInOf(await team.signIn(anna.login)))
      await until(async () => {
        expect((await home.drafts.readDraft(idOf(SECOND)))?.text).toBe('недописано')
      })
      await write(hers, FIRST, 'принято', hers.clock.now() + KEPT_MS)
      await until(async () => {
        expect(await hers.lines(idOf(FIRST))).toContain('принято (scheduled)')
      })
      // The network is gone just now, and she writes on.
      hers.engine.setHub(null)
      await write(hers, FIRST, 'ещё не дошло')
      expect((await account(anna, 'close')).status).toBe(204)

      // Nobody is in the conversation any more, and nobody has the cases.
      const closed = await line.until((one) => one.closed)
      expect(closed).toEqual({ code: SYNC_CLOSE.notAuthorised, reason: 'accountClosed' })
      await watching.until(() => !whoIs(watching, idOf(FIRST)).includes(anna.agent.id))
      await until(async () => {
        for (const name of [FIRST, SECOND]) expect((await caseOf(name)).state.kind).toBe('queued')
      })
      for (const name of [FIRST, SECOND]) {
        const events = (await timelineOf(name)).flatMap(({ content }) =>
          content.kind === 'caseEvent' && content.event.kind === 'queued' ? [content.event.why] : [],
        )
        expect(events).toEqual(['new', 'agentRemoved'])
      }
      come(hers, anna)
      await until(() => {
        expect(platform.texts(FIRST)).toEqual(['принято'])
      })
      expect([hers.status.kind, home.status.kind]).toEqual(['offline', 'offline'])
      expect(await hers.cache.countPending()).toBe(1)

      // A colleague goes on; what she had not sent is hers to decide about when she may come in again.
      await his.cases.claimCase(idOf(FIRST))
      await until(async () => {
        expect(await his.lines(idOf(FIRST))).toContain('принято (sent)')
      })
      await write(his, FIRST, 'дальше отвечаю я')
      await until(() => {
        expect(platform.texts(FIRST)).toEqual(['принято', 'дальше отвечаю я'])
      })
      expect((await account(anna, 'open')).status).toBe(204)
      const again = signedInOf(await team.signIn(anna.login))
      come(hers, again)
      await until(async () => {
        const held = (await hers.written(idOf(FIRST))).filter(({ delivery }) => delivery?.state === 'failed')
        expect(held.map(({ content }) => content.kind === 'text' && content.text)).toEqual(['ещё не дошло'])
      })
      expect(platform.texts(FIRST)).toEqual(['принято', 'дальше отвечаю я'])
      const elsewhere = await deskOf(again)
      await until(async () => {
        expect((await elsewhere.drafts.readDraft(idOf(SECOND)))?.text).toBe('недописано')
      })
    },
    TAKES_MS,
  )

  it.each(MOMENTS)(
    '[I9] of wishes that are on their way each acknowledged one stands, and nothing of the others (closed %i turns later)',
    async (turns) => {
      const anna = await team.person('agent', 'Анна')
      const line = await lineOf(anna)
      const chatId = idOf(FIRST)
      const wishes = Array.from({ length: NOTES }, (_, nth) => ({
        id: team.hub.newId<CommandId>(),
        name: 'addNote' as const,
        args: {
          messageId: team.hub.newId<MessageId>(),
          chatId,
          text: `заметка ${nth}`,
          mentions: [],
          writtenAtMs: nth,
        },
      }))
      const textOf = ({ args }: (typeof wishes)[number]) => args.text
      for (const command of wishes) line.send({ type: 'command', command })
      for (let nth = 0; nth < turns; nth += 1) await turn()
      expect((await account(anna, 'close')).status).toBe(204)
      expect(await line.until((one) => one.closed)).toMatchObject({ reason: 'accountClosed' })

      const outcomes = line.frames.flatMap((frame) => (frame.type === 'outcome' ? [frame] : []))
      expect(outcomes.filter(({ refusal }) => refusal !== null)).toEqual([])
      const told = new Set(outcomes.map(({ id }) => id))
      const stands = await notesOf(FIRST)
      expect(stands).toEqual(expect.arrayContaining(wishes.filter(({ id }) => told.has(id)).map(textOf)))
      expect(new Set(stands).size).toBe(stands.length)
      // In order, without gaps: an acknowledgement may be lost with the line, no wish in the middle.
      expect(stands).toEqual(wishes.slice(0, stands.length).map(textOf))

      for (const command of wishes) {
        const { status, body } = await team.ask('POST', '/api/commands', anna, command)
        expect([status, body]).toMatchObject([401, { error: 'sessionEnded', reason: 'accountClosed' }])
      }
      expect(await notesOf(FIRST)).toEqual(stands)

      // Who may come in again sends them again, and each stands once.
      await account(anna, 'open')
      const again = signedInOf(await team.signIn(anna.login))
      for (const command of wishes)
        expect((await team.ask('POST', '/api/commands', again, command)).body).toEqual({ refusal: null })
      expect([...(await notesOf(FIRST))].sort()).toEqual(wishes.map(textOf).sort())
    },
    TAKES_MS,
  )

  it('[Q17][V1][V4] is given nothing any more and is off the wall; what was done keeps the name', async () => {
    const [anna, boris] = [await team.person('agent', 'Анна'), await team.person('agent', 'Борис')]
    const his = await lineOf(boris)
    const wall = await WallScreen.open(team.hub.url, team.administrator.token)
    lines.push(wall)
    wall.send({ type: 'live' })
    const isOnWall = () => wall.agents.some(({ agentId }) => agentId === anna.agent.id)
    await wall.until(isOnWall)
    const does = async (by: SignedIn, name: string, args: object) =>
      (await team.ask('POST', '/api/commands', by, { id: team.hub.newId(), name, args })).body['refusal']
    const first = (await caseOf(FIRST)).id
    expect(await does(anna, 'claimCase', { caseId: first })).toBeNull()
    expect(await does(anna, 'closeCase', { caseId: first })).toBeNull()
    expect((await account(anna, 'close')).status).toBe(204)

    await wall.until(() => !isOnWall())
    const row = await his.until(() =>
      his.changes.findLast(({ entity, row: it, id }) => entity === 'agent' && id === anna.agent.id && it?.isRemoved),
    )
    expect(row.row).toMatchObject({ name: 'Анна', isRemoved: true, status: 'offline' })
    const second = (await caseOf(SECOND)).id
    const to = { kind: 'agent', agentId: anna.agent.id }
    expect(await does(boris, 'transferCase', { caseId: second, to, note: null })).toMatchObject({
      reason: 'unknownReceiver',
    })
    expect((await caseOf(SECOND)).state.kind).toBe('queued')

    const span = new URLSearchParams({ fromMs: String(Date.now() - HOUR_MS), untilMs: String(Date.now() + HOUR_MS) })
    const reported = caseRows.parse((await team.ask('GET', `/api/reports/cases?${span}`, team.administrator)).body)
    expect(reported.rows.find(({ id }) => id === first)).toMatchObject({
      state: 'closed',
      closedBy: 'agent',
      agent: 'Анна',
    })
    const numbers = await team.ask('GET', '/api/reports/numbers?period=today&grouping=agent', team.administrator)
    const groups = numbers.body['groups'] as readonly { readonly key: string; readonly name: string }[]
    expect(groups.find(({ key }) => key === anna.agent.id)?.name).toBe('Анна')
  })
})
