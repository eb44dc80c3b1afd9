import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AccessEntry } from '#shared/contract/access-log'
import type { AgentId, ChatId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import type { Store, Write } from '../store/store'
import { TestDesk } from '../testing/desk'
import { Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'
import { AccessNotes } from './access-notes'

const ACTOR = '00000000-0000-7000-8000-000000000001' as AgentId
const CHAT = '00000000-0000-7000-8000-000000000002' as ChatId

describe('what is looked at', () => {
  it('[C9] is written once in a quarter of an hour, however often it is said, and not in the moment of it', async () => {
    const clock = new ManualClock()
    let writes = 0
    let isAway = false
    const store = {
      write: async (_work: (tx: Write) => Promise<unknown>) => {
        if (isAway) throw new Error('away')
        writes += 1
      },
    } as Pick<Store, 'write'>
    const notes = new AccessNotes(store, clock, silentLogger)
    const look = () => {
      notes.note({ actorId: ACTOR, kind: 'chat', objectId: CHAT, chatId: CHAT })
    }
    for (let times = 0; times < 10_000; times += 1) look()
    expect(writes).toBe(0)
    await clock.advanceAsync(5_000)
    for (let times = 0; times < 10_000; times += 1) look()
    await clock.advanceAsync(50_000)
    expect([writes, clock.pendingTimers]).toEqual([1, 0])
    isAway = true
    await clock.advanceAsync(60_000)
    look()
    await clock.advanceAsync(60_000)
    isAway = false
    await clock.advanceAsync(60_000)
    expect(writes).toBe(2)
    await clock.advanceAsync(15 * 60_000)
    look()
    await notes.flush()
    expect(writes).toBe(3)
    notes.dispose()
  })
})

describe('at a hub', () => {
  let team: Team
  let chatId: ChatId
  beforeAll(async () => {
    team = await Team.open()
    const body = { kind: 'avito', name: 'Проверка', mode: 'own', clientId: 'id', clientSecret: 'secret' }
    await team.ask('POST', '/api/channels', team.administrator, body)
    await team.hub.drivers.at(-1)!.host.ingest({
      chats: [ingestedChat('one', { clientName: 'Вера' })],
      messages: [ingestedMessage('one', 'in-1', { kind: 'text', text: 'здравствуйте' })],
    })
    const desk = await TestDesk.open(team.hub.url, team.administrator.token)
    desk.hello()
    await desk.caughtUp()
    chatId = desk.frames.flatMap((frame) =>
      frame.type === 'changes' ? frame.changes.flatMap((one) => (one.entity === 'chat' ? [one.id as ChatId] : [])) : [],
    )[0]!
    desk.close()
  }, PREPARING_MS)
  afterAll(() => team.stop())

  const entries = async (query = '') => {
    const { body } = await team.ask('GET', `/api/access?${query}`, team.administrator)
    return body['entries'] as readonly AccessEntry[]
  }
  const until = async (query: string, count: number) => {
    await expect.poll(async () => (await entries(query)).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count)
    return entries(query)
  }

  it('[C9] [V2] is told to administrators: an open conversation, one watched unseen, a talk heard, an export', async () => {
    const anna = await team.person('agent', 'Анна')
    const boris = await team.person('supervisor', 'Борис')
    const desk = await TestDesk.open(team.hub.url, anna.token)
    desk.hello()
    await desk.caughtUp()
    desk.send({ type: 'looking', chatId, isWriting: false })
    desk.send({ type: 'looking', chatId, isWriting: true })
    const command = (name: string, args: object, by: { readonly token: string }) =>
      team.ask('POST', '/api/commands', by.token, { id: team.hub.newId(), name, args })
    await command('watchChat', { chatId }, boris)
    const callId = team.hub.newId()
    await command('hearRecording', { callId }, boris)
    const zip = await fetch(`${team.hub.url}/api/chats/${chatId}/person/export.zip`, {
      headers: { authorization: `Bearer ${team.administrator.token}` },
    })
    await zip.arrayBuffer()
    expect(await until(`agentId=${anna.agent.id}`, 1)).toMatchObject([
      { kind: 'chat', objectId: chatId, chatId, clientName: 'Вера', caseNumber: 1 },
    ])
    expect((await entries(`agentId=${boris.agent.id}`)).map(({ kind }) => kind).toSorted()).toEqual([
      'recording',
      'watch',
    ])
    const ofClient = await entries(`chatId=${chatId}`)
    expect(new Set(ofClient.map(({ kind }) => kind))).toEqual(new Set(['chat', 'watch', 'export']))
    let walked: readonly AccessEntry[] = []
    for (let next: unknown = ''; typeof next === 'string';) {
      const query = `chatId=${chatId}&limit=1${next === '' ? '' : `&after=${next}`}`
      const { body } = await team.ask('GET', `/api/access?${query}`, team.administrator)
      walked = [...walked, ...(body['entries'] as readonly AccessEntry[])]
      next = body['next']
    }
    expect(walked).toEqual(ofClient)
    expect(await entries(`kind=export&untilMs=1`)).toEqual([])
    desk.close()
  })
})
