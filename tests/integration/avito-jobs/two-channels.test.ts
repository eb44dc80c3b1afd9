import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import type { Chat } from '../../../shared/domain/chat'
import type { MessageId } from '../../../shared/domain/ids'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { textMessage } from '../../../hub/testing/test-hub'
import { ivanov, makeJobsRig, PATIENCE, type JobsRig } from './rig'

let rig: JobsRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  rig = await makeJobsRig()
})
afterEach(() => rig.stop())

const sofa = { clientName: 'Жанна', item: { kind: 'goods', title: 'Диван' }, text: 'Диван ещё не продали?' } as const
const vacancy = { clientName: 'Артём', text: 'Вакансия открыта?' } as const

function kindOf(chat: Chat | undefined, jobsId: string): string {
  if (!chat) return 'nowhere'
  return chat.channelId === jobsId ? 'avitoJobs' : 'avito'
}

it('[AV-77] [M1] one account, two channels: work goes to Авито Работа, the rest to Авито, nothing twice', async () => {
  const { control } = rig.sandbox
  await rig.connect('avito')
  const { channel: jobs } = await rig.connect('avitoJobs')
  const goods = await control.clientWrites(sofa)
  const work = await control.clientWrites(vacancy)
  const response = await control.candidateResponds(ivanov)
  for (const id of [goods.chatId, work.chatId, response.chatId ?? '']) {
    await expect.poll(() => rig.chat(id)?.lastMessage?.direction, PATIENCE).toBe('in')
  }
  await expect.poll(() => rig.chatOfResponse(response.applicationId)?.response?.resume, PATIENCE).toBeTruthy()
  expect(rig.chats()).toHaveLength(3)
  expect(kindOf(rig.chat(goods.chatId), jobs.id)).toBe('avito')
  expect(kindOf(rig.chat(work.chatId), jobs.id)).toBe('avitoJobs')
  expect(kindOf(rig.chat(response.chatId ?? ''), jobs.id)).toBe('avitoJobs')
  const chat = rig.chat(response.chatId ?? '')
  if (!chat) throw new Error('no chat')
  expect(
    await rig.hub.command('sendMessage', textMessage(chat.id, rig.hub.newId<MessageId>(), 'Ждём вас завтра')),
  ).toBeNull()
  await expect
    .poll(async () => (await control.received()).map(({ text, chatId }) => [text, chatId]), PATIENCE)
    .toEqual([['Ждём вас завтра', response.chatId]])
})

it('[A18] a jobs channel takes over its conversations with their history, and gives them back when it goes', async () => {
  const { control } = rig.sandbox
  await rig.connect('avito')
  const work = await control.clientWrites(vacancy)
  await expect.poll(() => rig.chat(work.chatId)?.case.state.kind, PATIENCE).toBe('queued')
  const before = rig.chat(work.chatId)
  const { channel: jobs } = await rig.connect('avitoJobs')
  await expect.poll(() => kindOf(rig.chat(work.chatId), jobs.id), PATIENCE).toBe('avitoJobs')
  await control.clientWrites({ chatId: work.chatId, text: 'Я снова' })
  await expect.poll(() => rig.words(rig.chat(work.chatId)), PATIENCE).toEqual(['Вакансия открыта?', 'Я снова'])
  expect(rig.chat(work.chatId)).toMatchObject({ id: before?.id, case: { id: before?.case.id } })

  await rig.hub.request(`/api/channels/${jobs.id}`, { method: 'DELETE' })
  await rig.desk.until(() => kindOf(rig.chat(work.chatId), jobs.id) === 'avito' || null)
  expect(kindOf(rig.chat(work.chatId), jobs.id)).toBe('avito')
  expect(rig.chat(work.chatId)).toMatchObject({ access: { kind: 'open' }, case: { id: before?.case.id } })
  await control.clientWrites({ chatId: work.chatId, text: 'И ещё раз' })
  await expect
    .poll(() => rig.words(rig.chat(work.chatId)), PATIENCE)
    .toEqual(['Вакансия открыта?', 'Я снова', 'И ещё раз'])
  await expect
    .poll(() => rig.chat(work.chatId), PATIENCE)
    .toMatchObject({ id: before?.id, access: { kind: 'open' }, unread: 3 })
  expect(kindOf(rig.chat(work.chatId), jobs.id)).toBe('avito')
})

it('[A18] what a jobs channel had not read when it went is read by Avito, without another word of the client', async () => {
  const { control } = rig.sandbox
  await rig.connect('avito')
  const { channel: jobs } = await rig.connect('avitoJobs')
  const work = await control.clientWrites(vacancy)
  await expect.poll(() => kindOf(rig.chat(work.chatId), jobs.id), PATIENCE).toBe('avitoJobs')
  await Promise.all([
    control.clientWrites({ chatId: work.chatId, text: 'В последний миг' }),
    rig.hub.request(`/api/channels/${jobs.id}`, { method: 'DELETE' }),
  ])
  await expect.poll(() => rig.words(rig.chat(work.chatId)), PATIENCE).toEqual(['Вакансия открыта?', 'В последний миг'])
  expect(kindOf(rig.chat(work.chatId), jobs.id)).toBe('avito')
})
