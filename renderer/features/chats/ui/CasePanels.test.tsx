// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'

import type { CaseEvent } from '#shared/domain/case'
import type { AgentId, BotId, ChatId, FileId, TeamId, TopicId } from '#shared/domain/ids'
import type { JobResponse } from '#shared/domain/job-response'

import { demoChannel, demoId, demoMessage, demoRows } from '../../../data/demo-rows'
import type { ChatRow } from '../../../data/desk-data'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { createChatsStore } from '../model/chats.store'
import { show } from '../testing/show'
import { CaseEventWords } from './CaseEventWords'
import { CaseTab } from './CaseTab'
import { ClientCardSection } from './ClientCardSection'
import { CloseDialog } from './CloseDialog'
import { PeopleProvider } from './names'
import { NoteBubble } from './NoteBubble'
import { ResponseTab } from './ResponseTab'

afterEach(cleanup)

const chatId = demoId<ChatId>('chat', 3)
const { chats: demoChats, me } = demoRows(0)
const chat: ChatRow = { ...demoChats[2]!, clientName: 'Анна Ковалёва', draftText: null }

const RESPONSE: JobResponse = {
  externalId: '1',
  vacancy: { externalId: '2', title: 'Водитель-курьер', url: 'https://www.avito.ru/2' },
  fullName: 'Петрова Анна Сергеевна',
  position: 'Оператор колл-центра',
  phones: ['+79172041833'],
  respondedAtMs: Date.UTC(2026, 10, 12, 9),
  how: 'chat',
  stage: { slug: 'new', title: 'Новый' },
  answers: [{ label: 'Есть права?', value: 'Да, категория B' }],
  resume: {
    title: 'Оператор входящей линии',
    description: 'Умею слушать.\nРаботаю с CRM.',
    url: 'https://www.avito.ru/3',
    salary: 90_000,
    updatedAtMs: null,
    address: 'Казань',
    age: 27,
    gender: 'female',
    nationality: 'Россия',
    education: 'высшее',
    schedule: 'сменный',
    moving: '',
    businessTrips: '',
    driverLicence: 'B',
    workPermit: '',
    experience: [
      { company: 'Сервис-Линия', position: 'Оператор', responsibilities: 'Приём звонков', from: '2023-03', to: '' },
    ],
    studies: ['КФУ, 2021'],
    languages: ['русский', 'татарский'],
    photoFileIds: [demoId<FileId>('file', 9)],
  },
}

async function showPart(part: ReactNode, data = new FakeDeskData(), language: 'ru' | 'en' = 'ru') {
  return show(<PeopleProvider>{part}</PeopleProvider>, { data, language })
}

const commands = (data: FakeDeskData) =>
  data.wishes.flatMap((wish) => (wish.kind === 'command' ? [[wish.name, wish.args]] : []))

async function click(name: string | RegExp): Promise<void> {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
    await Promise.resolve()
  })
}

describe('the case’s form', () => {
  it('[AV-71] [Q11] saves topic and comment, and says so', async () => {
    const { data } = await showPart(<CaseTab chats={createChatsStore()} chat={chat} me={me} />)
    expect(screen.getByRole('button', { name: 'Сохранить' }).getAttribute('aria-disabled')).toBe('true')
    fireEvent.click(screen.getByRole('combobox', { name: 'Тема' }))
    fireEvent.click(await screen.findByRole('option', { name: 'Собеседование', hidden: true }))
    expect(screen.queryByRole('option', { name: 'Старая тема', hidden: true })).toBeNull()
    fireEvent.change(screen.getByRole('textbox', { name: 'Комментарий' }), {
      target: { value: 'Звонить после шести, @Иван Петров' },
    })
    await click('Сохранить')
    const { id: caseId } = chat.case
    expect(commands(data)).toEqual([
      ['setCaseTopic', { caseId, topicId: demoId<TopicId>('topic', 1) }],
      ['addNote', { chatId, text: 'Звонить после шести, @Иван Петров', mentions: [demoId<AgentId>('agent', 2)] }],
    ])
  })

  it('keeps an unsaved comment with its chat', async () => {
    const chats = createChatsStore()
    const { unmount } = await showPart(<CaseTab chats={chats} chat={chat} me={me} />)
    fireEvent.change(screen.getByRole('textbox', { name: 'Комментарий' }), { target: { value: 'не забыть' } })
    unmount()
    await showPart(<CaseTab chats={chats} chat={chat} me={me} />)
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Комментарий' }).value).toBe('не забыть')
  })

  it('[AV-81] [C3] says that another deal takes the place of the one before', async () => {
    const deal = { id: demoId<never>('case', 77), title: 'Диван' }
    const { data } = await showPart(
      <CaseTab chats={createChatsStore()} chat={{ ...chat, case: { ...chat.case, deal } }} me={me} />,
    )
    await click('Изменить: Сделка')
    fireEvent.change(screen.getByRole('textbox', { name: 'Сделка' }), { target: { value: 'Стол' } })
    expect(screen.getByText('Заменит «Диван»: у обращения может быть одна.')).toBeTruthy()
    fireEvent.submit(screen.getByRole('textbox', { name: 'Сделка' }))
    expect(commands(data)).toEqual([
      ['linkDeal', { caseId: chat.case.id, deal: { id: expect.any(String) as string, title: 'Стол' } }],
    ])
  })
})

describe('the client’s card', () => {
  it('[AV-72] [AV-73] [C1] of a guest is filled in and created', async () => {
    const { data } = await showPart(
      <ClientCardSection chats={createChatsStore()} chat={{ ...chat, clientPhone: '+79172041833' }} channel={null} />,
    )
    expect(screen.getByRole('heading', { name: 'Гость' })).toBeTruthy()
    await click('Заполнить карточку')
    fireEvent.change(screen.getByRole('textbox', { name: 'Должность' }), { target: { value: 'Курьер' } })
    await act(async () => {
      fireEvent.submit(screen.getByRole('form', { name: 'Создать клиента' }))
      await import('libphonenumber-js/min')
    })
    await screen.findByRole('heading', { name: 'Гость' })
    expect(commands(data)).toEqual([
      [
        'createClientCard',
        {
          chatId,
          cardId: expect.any(String) as string,
          card: {
            lastName: 'Ковалёва',
            firstName: 'Анна',
            patronymic: '',
            phones: ['+79172041833'],
            emails: [],
            position: 'Курьер',
            comment: '',
          },
        },
      ],
    ])
    // The form has gone with the focus that it had.
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Заполнить карточку' }))
  })
})

describe('the response', () => {
  it('[AV-61] [AV-75] [Q2] [M16] is read in full', async () => {
    await showPart(<ResponseTab chat={chat} response={RESPONSE} channel={demoChannel(0)} />)
    for (const words of [
      'Петрова Анна Сергеевна',
      'Оператор колл-центра',
      '+7 917 204-18-33',
      'Водитель-курьер',
      'Новый',
      'Да, категория B',
      'Оператор входящей линии',
      'женский',
      'Сервис-Линия · 2023-03 — по настоящее время',
      'Приём звонков',
      'КФУ, 2021',
      'русский, татарский',
    ]) {
      expect(screen.getByText(words)).toBeTruthy()
    }
    expect(screen.getByText(/^90\s000 ₽ в месяц$/)).toBeTruthy()
    expect(screen.getByText(/^Умею слушать\.\s+Работаю с CRM\.$/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Фотография кандидата' })).toBeTruthy()
    expect(screen.queryByText('Переезд')).toBeNull()
  })
})

describe('what stands in the timeline', () => {
  const team = demoId<TeamId>('team', 2)
  const colleague = demoId<AgentId>('agent', 2)
  it.each<[string, CaseEvent]>([
    ['Обращение 10 482', { kind: 'opened', number: 10_482 }],
    ['В очереди «Подбор»', { kind: 'queued', teamId: team, why: 'new' }],
    ['Снова в очереди «Подбор»: не ответили вовремя', { kind: 'queued', teamId: team, why: 'notAnswered' }],
    ['Взято в работу: Иван Петров', { kind: 'assigned', agentId: colleague, how: 'claimed' }],
    [
      'Мария Орлова передаёт: Иван Петров',
      { kind: 'transferred', to: { kind: 'agent', agentId: colleague }, byAgentId: me.id, note: null },
    ],
    ['Бот «Меню» недоступен', { kind: 'botFailed', botId: demoId<BotId>('bot', 1), why: 'unreachable' }],
    ['Бот «Меню» не ответил вовремя', { kind: 'botFailed', botId: demoId<BotId>('bot', 1), why: 'tooSlow' }],
    ['Бот «Меню» ответил непонятно', { kind: 'botFailed', botId: demoId<BotId>('bot', 1), why: 'wrongAnswer' }],
    ['Бот «Меню» отказался отвечать', { kind: 'botFailed', botId: demoId<BotId>('bot', 1), why: 'refused' }],
    ['Бот «Меню» удалён', { kind: 'botFailed', botId: demoId<BotId>('bot', 1), why: 'removed' }],
    ['Обращение завершено: давно не было сообщений', { kind: 'closed', by: { kind: 'timeout' } }],
  ])('%s', async (words, event) => {
    await showPart(<CaseEventWords event={event} />)
    // Testing Library folds every kind of space to one.
    expect(screen.getByText(words)).toBeTruthy()
  })

  it('[M25] a comment says that only colleagues see it', async () => {
    const note = { kind: 'note', text: '@Мария Орлова, гляньте', mentions: [me.id] } as const
    const author = { kind: 'agent', agentId: colleague } as const
    const message = demoMessage(1, 3, 0, { direction: 'system', author, content: note, delivery: null })
    await showPart(<NoteBubble message={message} note={note} me={me} isLast />)
    const bubble = screen.getByRole('article', { name: /^Комментарий, Иван Петров, / })
    expect(within(bubble).getByText('Иван Петров · Комментарий, видят только сотрудники')).toBeTruthy()
    expect(within(bubble).getByText('@Мария Орлова').tagName).toBe('B')
  })
})

describe('before a case is closed', () => {
  it('[AV-24] [Q15] [Q16] shows what the client will be sent', async () => {
    const data = new FakeDeskData()
    data.closingText = 'Спасибо за обращение'
    await showPart(<CloseDialog chat={chat} onConfirm={() => undefined} onClose={() => undefined} />, data)
    expect(await screen.findByText('Спасибо за обращение')).toBeTruthy()
    expect(screen.getByText('Клиенту уйдёт сообщение:')).toBeTruthy()
  })

  it('says that nothing will be sent', async () => {
    await showPart(<CloseDialog chat={chat} onConfirm={() => undefined} onClose={() => undefined} />, undefined, 'en')
    expect(await screen.findByText(/^The client will be sent nothing/)).toBeTruthy()
  })
})
