import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Chat } from '../../../shared/domain/chat'
import type { Channel } from '../../../shared/domain/channel'
import { DEFAULT_DISTRIBUTION } from '../../../shared/domain/distribution'
import type { AgentId, MessageId, TeamId } from '../../../shared/domain/ids'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { textMessage } from '../../../hub/testing/test-hub'
import { ivanov, makeJobsRig, PATIENCE, type JobsRig } from './rig'

type Kind = Extract<Channel['kind'], 'avito' | 'avitoJobs'>

let rig: JobsRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  rig = await makeJobsRig()
})
afterEach(() => rig.stop())

/** Somebody turns to the company on the platform; answers the conversation there. */
const TURNS: Readonly<Record<Kind, () => Promise<string>>> = {
  async avito() {
    const item = { kind: 'goods', title: 'Диван' } as const
    return (await rig.sandbox.control.clientWrites({ clientName: 'Жанна', item, text: 'Ещё не продали?' })).chatId
  },
  async avitoJobs() {
    const { chatId } = await rig.sandbox.control.candidateResponds(ivanov)
    if (chatId === null) throw new Error('A response with a conversation was expected')
    return chatId
  },
}

async function put(path: string, body: unknown): Promise<void> {
  const answer = await rig.hub.request(`/api/administration/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`PUT ${path}: ${String(answer.status)} ${await answer.text()}`)
}

/** A team with one agent who is there. */
async function teamOfOne(): Promise<{ readonly teamId: TeamId; readonly agentId: AgentId }> {
  const teamId = rig.hub.newId<TeamId>()
  await put(`teams/${teamId}`, { name: 'Подбор' })
  const agentId = rig.hub.newId<AgentId>()
  await put(`agents/${agentId}`, { name: 'Ольга', role: 'agent', teamIds: [teamId], capacity: null })
  expect(await rig.hub.command('setStatus', { status: 'online' }, undefined, agentId)).toBeNull()
  return { teamId, agentId }
}

function stateOf(chat: Chat | undefined) {
  return chat?.case.state
}

type Prove = (kind: Kind) => Promise<void>

/** The table of sources/003: what the administrator does, and what the agent has of it. */
const TABLE: readonly (readonly [action: string, result: string, prove: Prove])[] = [
  [
    '[AV-01] [AV-65] [A1] [A18] connected the channel',
    'new cases are made by themselves',
    async (kind) => {
      const before = await TURNS[kind]()
      await rig.connect(kind)
      const after = await TURNS[kind]()
      await expect.poll(() => stateOf(rig.chat(after)), PATIENCE).toMatchObject({ kind: 'queued' })
      const chat = rig.chat(after)
      if (!chat) throw new Error('A chat was expected')
      expect(chat.case.number).toBeGreaterThan(0)
      expect((await rig.hub.events(chat.id)).map((event) => event.kind)).toEqual(['opened', 'queued'])
      await expect.poll(() => rig.chat(before)?.lastMessage?.direction, PATIENCE).toBe('in')
    },
  ],
  [
    '[AV-66] [A18] chose a team',
    'messages land in the queue of that team',
    async (kind) => {
      const { channel } = await rig.connect(kind)
      const { teamId } = await teamOfOne()
      await rig.setSettings(channel, { receiver: { kind: 'team', teamId } })
      const turned = await TURNS[kind]()
      await expect.poll(() => stateOf(rig.chat(turned)), PATIENCE).toMatchObject({ kind: 'queued', teamId })
    },
  ],
  [
    '[AV-67] [A18] switched automatic distribution on',
    'cases go straight to the assigned agent',
    async (kind) => {
      const { channel } = await rig.connect(kind)
      const { teamId, agentId } = await teamOfOne()
      await rig.setSettings(channel, { receiver: { kind: 'team', teamId } })
      await put('distribution', { ...DEFAULT_DISTRIBUTION, isAutomatic: true })
      const turned = await TURNS[kind]()
      await expect.poll(() => stateOf(rig.chat(turned)), PATIENCE).toMatchObject({ kind: 'assigned', agentId })
      const chat = rig.chat(turned)
      if (!chat) throw new Error('A chat was expected')
      expect(await rig.hub.events(chat.id)).toContainEqual(
        expect.objectContaining({ kind: 'assigned', agentId, how: 'automatically' }),
      )
    },
  ],
  [
    '[AV-68] [A18] disconnected the channel',
    'nothing arrives any more',
    async (kind) => {
      const { control } = rig.sandbox
      const { channel } = await rig.connect(kind)
      const turned = await TURNS[kind]()
      await expect.poll(() => stateOf(rig.chat(turned)), PATIENCE).toMatchObject({ kind: 'queued' })
      const gone = await rig.hub.request(`/api/channels/${channel.id}`, { method: 'DELETE' })
      expect(gone.status).toBe(204)
      await expect
        .poll(async () => [await control.webhooks(), await control.applicationWebhooks()], PATIENCE)
        .toEqual([[], []])
      const { requests } = await control.stats()
      await TURNS[kind]()
      await control.clientWrites({ chatId: turned, text: 'Вы здесь?' })
      await rig.hub.hub.settled()
      // A hub that starts again asks every channel that it has for what it missed.
      await rig.restart()
      await rig.desk.caughtUp()
      expect(rig.chats().map(({ externalId }) => externalId)).toEqual([turned])
      const chat = rig.chat(turned)
      if (!chat) throw new Error('A chat was expected')
      expect(chat.access).toEqual({ kind: 'channelRemoved' })
      expect(await rig.words(chat)).not.toContain('Вы здесь?')
      expect((await control.stats()).requests).toBe(requests)
      const answer = textMessage(chat.id, rig.hub.newId<MessageId>(), 'Здесь')
      expect(await rig.hub.command('sendMessage', answer)).toMatchObject({ reason: 'channelRemoved' })
    },
  ],
]

describe.each(['avito', 'avitoJobs'] as const)('an administrator of %s', (kind) => {
  it.each(TABLE)('%s: %s', (_action, _result, prove) => prove(kind))
})
