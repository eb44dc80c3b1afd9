import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import type { CandidateResponse } from '../../../sandbox/avito/jobs/job-control'
import { ivanov, makeJobsRig, PATIENCE, type JobsRig } from './rig'

let rig: JobsRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  rig = await makeJobsRig()
  const { channel } = await rig.connect('avitoJobs')
  await rig.setSettings(channel, { isOnlyWithMessages: true })
})
afterEach(() => rig.stop())

const wordless = withoutLetter(ivanov)

function withoutLetter(response: CandidateResponse): CandidateResponse {
  return Object.fromEntries(
    Object.entries(response).filter(([name]) => name !== 'letter'),
  ) as unknown as CandidateResponse
}

/** Responses come in the order in which they are given: once this one is here, the earlier ones were dealt with. */
async function afterOneWithLetter(): Promise<void> {
  const { applicationId } = await rig.sandbox.control.candidateResponds({ ...ivanov, vacancy: 'Кладовщик' })
  await expect.poll(() => rig.chatOfResponse(applicationId)?.case.state.kind, PATIENCE).toBe('queued')
  await expect.poll(() => rig.chatOfResponse(applicationId)?.response?.resume, PATIENCE).toBeTruthy()
}

it('[AV-51] [Q10] a response without a message waits aside, over a restart too, and begins with its first message', async () => {
  const { control } = rig.sandbox
  const { applicationId, chatId } = await control.candidateResponds(wordless)
  await control.candidateResponds({ vacancy: 'Курьер', name: 'Ольга', how: 'phone' })
  await afterOneWithLetter()
  expect(rig.chats()).toHaveLength(1)
  await rig.restart()
  await rig.receives('avitoJobs')
  await control.clientWrites({ chatId: chatId ?? '', text: 'Забыл написать: готов к сменам' })
  await expect.poll(() => rig.chatOfResponse(applicationId)?.case.state.kind, PATIENCE).toBe('queued')
  expect(rig.chatOfResponse(applicationId)).toMatchObject({
    externalId: chatId,
    clientName: 'Иванов Иван Петрович',
    response: { resume: { title: 'Водитель категории B' } },
  })
  expect(await rig.words(rig.chatOfResponse(applicationId))).toEqual([
    'Отклик на вакансию: Водитель-курьер',
    'Кандидат откликнулся на вакансию «Водитель-курьер»',
    'Забыл написать: готов к сменам',
  ])
  expect(rig.chats()).toHaveLength(2)
})

it('[AV-51] [Q10] with the switch turned off everything that waited comes in', async () => {
  const { control } = rig.sandbox
  const inChat = await control.candidateResponds(wordless)
  const byPhone = await control.candidateResponds({ vacancy: 'Курьер', name: 'Ольга', how: 'phone' })
  await afterOneWithLetter()
  expect(rig.chats()).toHaveLength(1)
  await rig.setSettings(await rig.channel('avitoJobs'), { isOnlyWithMessages: false })
  for (const { applicationId } of [inChat, byPhone]) {
    await expect.poll(() => rig.chatOfResponse(applicationId)?.case.state.kind, PATIENCE).toBe('queued')
  }
  expect(await rig.words(rig.chatOfResponse(byPhone.applicationId))).toEqual(['Отклик на вакансию: Курьер'])
  const title = () => rig.chatOfResponse(inChat.applicationId)?.response?.resume?.title
  await expect.poll(title, PATIENCE).toBe('Водитель категории B')
})
