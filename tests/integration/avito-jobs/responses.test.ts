import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { ivanov, makeJobsRig, PATIENCE, type JobsRig } from './rig'

let rig: JobsRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  rig = await makeJobsRig()
})
afterEach(() => rig.stop())

describe('a response', () => {
  it('[AV-39] [AV-41] [AV-60] [AV-61] [AV-64] [AV-75] [Q2] [Q3] [M1] [M16] comes with name, position, telephone, vacancy, the whole résumé and the conversation', async () => {
    await rig.connect('avitoJobs')
    const { applicationId, chatId, vacancyId } = await rig.sandbox.control.candidateResponds(ivanov)
    await expect.poll(() => rig.chatOfResponse(applicationId)?.response?.resume, PATIENCE).not.toBeUndefined()
    await expect.poll(() => rig.chatOfResponse(applicationId)?.response?.resume?.photoFileIds.length, PATIENCE).toBe(1)
    const chat = rig.chatOfResponse(applicationId)
    expect(chat).toMatchObject({
      externalId: chatId,
      clientName: 'Иванов Иван Петрович',
      clientPhone: '+79161234567',
      subject: { kind: 'vacancy', title: 'Водитель-курьер' },
      access: { kind: 'open' },
      case: { state: { kind: 'queued' } },
    })
    const { resume, ...response } = chat?.response ?? {}
    expect(response).toEqual({
      externalId: applicationId,
      vacancy: {
        externalId: String(vacancyId),
        title: 'Водитель-курьер',
        url: `https://avito.ru/moskva/vakansii/${String(vacancyId)}`,
      },
      fullName: 'Иванов Иван Петрович',
      position: 'Водитель категории B',
      phones: ['+79161234567'],
      respondedAtMs: expect.any(Number) as number,
      how: 'chat',
      stage: { slug: 'new', title: 'Новый отклик' },
      answers: [],
    })
    expect(resume).toMatchObject({
      title: 'Водитель категории B',
      description: 'Стаж восемь лет, без вредных привычек.',
      salary: 90_000,
      address: 'Москва, Лесная улица, 7',
      age: 34,
      gender: 'male',
      nationality: 'Россия',
      education: 'Среднее специальное',
      schedule: 'Сменный',
      moving: 'Невозможен',
      businessTrips: 'Готов к командировкам',
      driverLicence: 'Есть, B, C',
      workPermit: 'Да',
      experience: [
        {
          company: 'Быстрая доставка',
          position: 'Водитель-экспедитор',
          responsibilities: 'Доставка по городу',
          from: '2018-03-01',
          to: '',
        },
      ],
      studies: ['Автодорожный техникум, Механик, 2010'],
      languages: ['Английский, Начальный'],
    })
    const [photo] = resume?.photoFileIds ?? []
    const file = await rig.hub.request(`/files/${String(photo)}`)
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png'])
    await expect
      .poll(() => rig.words(rig.chatOfResponse(applicationId)), PATIENCE)
      .toEqual([
        'Отклик на вакансию: Водитель-курьер',
        'Кандидат откликнулся на вакансию «Водитель-курьер»',
        'Здравствуйте! Готов выйти с понедельника.',
      ])
  })

  it('[Q2] by telephone has no conversation, can be called, and gets one when the candidate writes', async () => {
    await rig.connect('avitoJobs')
    const byPhone = { vacancy: 'Курьер', name: 'Ольга', phone: '79031112233', how: 'phone' } as const
    const { applicationId } = await rig.sandbox.control.candidateResponds(byPhone)
    await expect
      .poll(() => rig.chatOfResponse(applicationId), PATIENCE)
      .toMatchObject({
        clientName: 'Ольга',
        clientPhone: '+79031112233',
        access: { kind: 'noChat' },
        response: { how: 'phone', resume: null, position: null },
        unread: 1,
      })
    const before = rig.chatOfResponse(applicationId)
    if (!before) throw new Error('no chat')
    const { chatId } = await rig.sandbox.control.updateResponse(applicationId, { opensChat: true })
    await expect.poll(() => rig.chatOfResponse(applicationId)?.access.kind, PATIENCE).toBe('open')
    const after = rig.chatOfResponse(applicationId)
    expect([after?.id, after?.externalId, after?.case.id]).toEqual([before.id, chatId, before.case.id])
    await rig.sandbox.control.clientWrites({ chatId: chatId ?? '', text: 'Удобно переписываться?' })
    await expect.poll(() => rig.words(rig.chatOfResponse(applicationId)), PATIENCE).toContain('Удобно переписываться?')
    expect(rig.chats()).toHaveLength(1)
  })

  it('[Q2] without a name is a guest, and a name and answers that are told later come in', async () => {
    await rig.connect('avitoJobs')
    const { applicationId } = await rig.sandbox.control.candidateResponds({
      vacancy: 'Курьер',
      name: '',
      fullName: null,
      letter: 'Добрый день',
    })
    await expect.poll(() => rig.chatOfResponse(applicationId)?.clientName, PATIENCE).toBe('')
    await rig.sandbox.control.updateResponse(applicationId, {
      fullName: { last_name: 'Сомова', first_name: 'Анна', patronymic: null },
      phone: '+7 903 555-44-33',
      answers: [{ label: 'Гражданство', value: 'Россия', variable: 'job_citizenship' }],
      state: 'interview',
    })
    await expect
      .poll(() => rig.chatOfResponse(applicationId)?.response, PATIENCE)
      .toMatchObject({
        fullName: 'Сомова Анна',
        phones: ['+79035554433'],
        answers: [{ label: 'Гражданство', value: 'Россия' }],
        stage: { slug: 'interview', title: 'Собеседование' },
      })
    expect(rig.chatOfResponse(applicationId)).toMatchObject({ clientName: 'Сомова Анна', clientPhone: '+79035554433' })
  })

  it('is marked as seen on the platform when an agent reads it, also one by telephone', async () => {
    await rig.connect('avitoJobs')
    const { control } = rig.sandbox
    const inChat = await control.candidateResponds(ivanov)
    const byPhone = await control.candidateResponds({ vacancy: 'Курьер', name: 'Ольга', how: 'phone' })
    for (const { applicationId } of [inChat, byPhone]) {
      await expect.poll(() => rig.chatOfResponse(applicationId)?.unread ?? 0, PATIENCE).toBeGreaterThan(0)
    }
    expect((await control.responses()).map(({ isViewed }) => isViewed)).toEqual([false, false])
    for (const { applicationId } of [inChat, byPhone]) {
      const chat = rig.chatOfResponse(applicationId)
      if (!chat) throw new Error('no chat')
      expect(await rig.hub.command('markRead', { chatId: chat.id, upToMessageId: null })).toBeNull()
    }
    await expect
      .poll(async () => (await control.responses()).map(({ isViewed }) => isViewed), PATIENCE)
      .toEqual([true, true])
  })

  it('of the time before the channel is there as history: nobody is told, nobody waits', async () => {
    const old = await rig.sandbox.control.candidateResponds({ ...ivanov, ageMs: 3 * 86_400_000 })
    await rig.connect('avitoJobs')
    await expect.poll(() => rig.chatOfResponse(old.applicationId)?.response?.resume?.title, PATIENCE).toBeTruthy()
    await expect.poll(() => rig.words(rig.chatOfResponse(old.applicationId)), PATIENCE).toHaveLength(3)
    const chat = rig.chatOfResponse(old.applicationId)
    expect(chat?.case.state.kind).toBe('idle')
    const announcements = (await rig.timeline(chat)).filter(({ content }) => content.kind === 'response')
    expect(announcements.map(({ isHistory }) => isHistory)).toEqual([true])
  })
})
