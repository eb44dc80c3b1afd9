import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { defaultChannelSettings } from '#shared/domain/channel-settings'
import type { ChatSubject } from '#shared/domain/chat'
import type { ChannelId, TeamId } from '#shared/domain/ids'
import type { JobResponse } from '#shared/domain/job-response'
import { randomRuns } from '#shared/testing/random-runs'

import type { IngestBatch, IngestedChat } from '../channels/channel'
import { fakeCapabilities, ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { readFact } from '../store/facts'
import { insertChannel, updateChannel } from '../store/channels'
import { chatsNewestFirst } from '../store/chats'
import { heldChatsOf } from '../store/held-responses'
import { historyPage } from '../store/messages'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'
import { ingest, passOnHeld } from './ingest'

let rig: QueueRig
let teamId: TeamId
beforeAll(async () => {
  rig = await QueueRig.open()
  teamId = (await rig.store.read((view) => readFact(view, 'teamId'))) as TeamId
}, PREPARING_MS)
afterAll(() => rig.close())

const AT_MS = Date.UTC(2026, 0, 12, 8)
const resume: JobResponse['resume'] = {
  title: 'Водитель',
  description: '',
  url: null,
  salary: null,
  updatedAtMs: null,
  address: '',
  age: 30,
  gender: null,
  nationality: '',
  education: '',
  schedule: '',
  moving: '',
  businessTrips: '',
  driverLicence: '',
  workPermit: '',
  experience: [],
  studies: [],
  languages: [],
  photoFileIds: [],
}
const response: JobResponse = {
  externalId: '65f0a1b2c3d4e5f601234567',
  vacancy: { externalId: '3330004', title: 'Курьер', url: null },
  fullName: 'Пример Иван',
  position: null,
  phones: ['+79161234567'],
  respondedAtMs: AT_MS,
  how: 'chat',
  stage: null,
  answers: [],
  resume: null,
}
const subject: ChatSubject = { kind: 'vacancy', title: 'Курьер', price: null, url: null, imageUrl: null }

function told(externalId: string, change: Partial<JobResponse> = {}): IngestBatch {
  const chat: IngestedChat = {
    ...ingestedChat(externalId, { clientExternalId: 'applicant:1', clientName: 'Пример Иван', subject }),
    access: externalId.startsWith('response:') ? 'noChat' : 'open',
    response: { ...response, ...change },
  }
  const content = { kind: 'response', vacancyTitle: 'Курьер', how: 'chat' } as const
  const announced = { direction: 'system', atMs: AT_MS - 1 } as const
  return {
    chats: [chat],
    messages: [ingestedMessage(externalId, `response:${response.externalId}`, content, announced)],
  }
}

function conversation(hasLetter: boolean): IngestBatch {
  const chat = ingestedChat('u2i-1', {
    clientExternalId: '777',
    clientName: 'Иван',
    subject: { ...subject, price: '1 ₽' },
  })
  const opened = ingestedMessage(
    'u2i-1',
    'm-1',
    { kind: 'system', text: 'Отклик' },
    { direction: 'system', atMs: AT_MS },
  )
  const letter = ingestedMessage('u2i-1', 'm-2', { kind: 'text', text: 'Готов' }, { atMs: AT_MS + 1000 })
  return { chats: [chat], messages: hasLetter ? [opened, letter] : [opened] }
}

/** What can be told of one response, before and after the letter and the conversation. */
const TOLD: Readonly<Record<'inChat' | 'byPhone', readonly ((hasLetter: boolean) => IngestBatch)[]>> = {
  inChat: [
    () => told('u2i-1'),
    () => told('u2i-1', { resume, position: 'Водитель' }),
    conversation,
    () => conversation(false),
  ],
  byPhone: [
    () => told(`response:${response.externalId}`),
    () => told('u2i-1', { resume, position: 'Водитель' }),
    conversation,
    () => conversation(false),
  ],
}

async function outcome(batches: readonly IngestBatch[], isOnlyWithMessages: boolean) {
  const channelId = rig.newId<ChannelId>()
  const settings = { ...defaultChannelSettings(teamId), isOnlyWithMessages }
  const source = { channelId, capabilities: fakeCapabilities, newId: rig.newId }
  await rig.store.write((tx) =>
    insertChannel(tx, {
      id: channelId,
      kind: 'avitoJobs',
      name: 'jobs',
      config: '',
      pathSecret: '',
      driverSecret: null,
      driverState: null,
      health: { kind: 'connecting' },
      delivery: 'polling',
      account: null,
      createdAtMs: rig.clock.now(),
      removedAtMs: null,
      groupId: null,
      settings,
      supersededByGroupId: null,
    }),
  )
  for (const batch of batches) await rig.store.write((tx) => ingest(tx, source, batch))
  const before = await view(channelId)
  await rig.store.write((tx) =>
    updateChannel(tx, channelId, { settings: { ...settings, isOnlyWithMessages: false } }, true),
  )
  await rig.store.write((tx) => passOnHeld(tx, source))
  return { before, after: await view(channelId) }
}

async function view(channelId: ChannelId) {
  return rig.store.read(async (read) => {
    const chats = (await chatsNewestFirst(read)).filter((chat) => chat.channelId === channelId)
    const shown = chats.map(
      async ({
        id,
        externalId,
        clientName,
        clientPhone,
        subject: about,
        access,
        response: its,
        unread,
        case: { state },
      }) => ({
        externalId,
        clientName,
        clientPhone,
        about,
        access,
        its,
        unread,
        state: state.kind,
        said: (await historyPage(read, id, null, 100)).flatMap(({ content, isHistory }) =>
          content.kind === 'caseEvent' ? [] : [[content.kind, isHistory]],
        ),
      }),
    )
    return { chats: await Promise.all(shown), held: (await heldChatsOf(read, channelId)).length }
  })
}

describe('responses', () => {
  it('[Q1] [Q10] whatever is told first, twice or late: the outcome is the same', async () => {
    const random = fc.record({
      how: fc.constantFrom('inChat' as const, 'byPhone' as const),
      hasLetter: fc.boolean(),
      isOnlyWithMessages: fc.boolean(),
      order: fc.shuffledSubarray([0, 1, 2, 3, 0, 1, 2, 3], { minLength: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(random, async ({ how, hasLetter, isOnlyWithMessages, order }) => {
        const batches = TOLD[how].map((make) => make(hasLetter))
        const batch = (index: number) => batches[index] ?? { chats: [], messages: [] }
        const told = await outcome(order.map(batch), isOnlyWithMessages)
        const inOrder = await outcome([0, 1, 2].map(batch), isOnlyWithMessages)
        expect(told).toEqual(inOrder)
        expect(told.after).toMatchObject({
          held: 0,
          chats: [{ externalId: 'u2i-1', state: 'queued', its: { resume } }],
        })
        expect(told.before.chats).toHaveLength(isOnlyWithMessages && !hasLetter ? 0 : 1)
      }),
      randomRuns({ share: 15, full: 300 }),
    )
  })
})
