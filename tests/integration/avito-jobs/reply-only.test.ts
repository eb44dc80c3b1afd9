import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import type { Channel } from '../../../shared/domain/channel'
import type { ChatId, MessageId } from '../../../shared/domain/ids'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { textMessage } from '../../../hub/testing/test-hub'
import { makeJobsRig, PATIENCE, type JobsRig } from './rig'

let rig: JobsRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  rig = await makeJobsRig()
})
afterEach(() => rig.stop())

const say = (chatId: ChatId) =>
  rig.hub.command('sendMessage', textMessage(chatId, rig.hub.newId<MessageId>(), 'Здравствуйте!'))

it('[AV-03] [AV-04] [A7] nobody can begin a conversation on either channel of Avito; where a client has written one can answer', async () => {
  const { control } = rig.sandbox
  await rig.connect('avito')
  const { channel: jobs } = await rig.connect('avitoJobs')
  const { channels } = await rig.hub.json<{ channels: Channel[] }>('/api/channels')
  expect(channels.map(({ kind, capabilities }) => [kind, capabilities.start]).sort()).toEqual([
    ['avito', null],
    ['avitoJobs', null],
  ])

  expect(await say(rig.hub.newId<ChatId>())).toMatchObject({ reason: 'unknownChat' })
  for (const { id } of channels)
    expect(
      await rig.hub.command('startChat', {
        chatId: rig.hub.newId<ChatId>(),
        messageId: rig.hub.newId<MessageId>(),
        channelId: id,
        candidateExternalId: 'anybody',
        candidateName: '',
        text: 'Здравствуйте!',
        writtenAtMs: 0,
      }),
    ).toMatchObject({ reason: 'unsupported' })
  const { applicationId } = await control.candidateResponds({ vacancy: 'Курьер', name: 'Ольга', how: 'phone' })
  await expect.poll(() => rig.chatOfResponse(applicationId)?.access, PATIENCE).toEqual({ kind: 'noChat' })
  expect(await say(rig.chatOfResponse(applicationId)?.id ?? rig.hub.newId())).toMatchObject({ reason: 'chatGone' })
  await rig.hub.hub.settled()
  expect(await control.received()).toEqual([])

  const goods = await control.clientWrites({
    clientName: 'Жанна',
    item: { kind: 'goods', title: 'Диван' },
    text: 'Цена?',
  })
  const work = await control.clientWrites({ clientName: 'Артём', text: 'Вакансия открыта?' })
  for (const { chatId } of [goods, work]) {
    await expect.poll(() => rig.chat(chatId)?.case.state.kind, PATIENCE).toBe('queued')
    expect(await say(rig.chat(chatId)?.id ?? rig.hub.newId())).toBeNull()
  }
  expect(rig.chat(work.chatId)?.channelId).toBe(jobs.id)
  await expect
    .poll(async () => (await control.received()).map(({ chatId }) => chatId).sort(), PATIENCE)
    .toEqual([goods.chatId, work.chatId].sort())
})
