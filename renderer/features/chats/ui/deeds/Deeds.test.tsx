// @vitest-environment happy-dom
// Whole: the deeds of a chat share one page with its fake data, which is most of what a case needs.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { StagesReply } from '#shared/contract/deeds'
import type { Capabilities } from '#shared/domain/capabilities'
import type { Channel } from '#shared/domain/channel'
import type { Chat } from '#shared/domain/chat'
import type { FileId, TemplateId } from '#shared/domain/ids'
import { err, ok } from '#shared/lib/result'

import { demoChannel, demoDirectory, demoRows } from '../../../../data/demo-rows'
import type { ChatRow } from '../../../../data/desk-data'
import { FakeDeskData } from '../../../../data/fake-desk-data'
import { createComposer } from '../../model/composer.store'
import { show } from '../../testing/show'
import { ChatEventWords } from '../ChatEventWords'
import { ChatRowView } from '../ChatRowView'
import { Composer } from '../Composer'
import { PeopleProvider } from '../names'
import { NewChatButton } from '../NewChatButton'
import { DeedDialogs } from './DeedDialogs'

afterEach(cleanup)

const recruiting: Partial<Capabilities> = {
  stages: true,
  invitations: true,
  leave: true,
  start: { by: 'resume', maxFirstTextLength: 100 },
  blacklist: { canUnblock: true, hasReasons: false },
}
const base = demoChannel(0)
const channel = demoChannel(0, { kind: 'hh', capabilities: { ...base.capabilities, ...recruiting } })
const response = {
  externalId: 'r1',
  vacancy: { externalId: 'v1', title: 'Курьер', url: null },
  fullName: 'Кузнецова Анна Петровна',
} as NonNullable<Chat['response']>
const stages: StagesReply = {
  current: { externalId: 'response', title: 'Неразобранные' },
  vacancy: { externalId: 'v1', title: 'Курьер' },
  wordless: null,
  moves: [
    {
      externalId: 'interview',
      title: 'Пригласить',
      stageTitle: 'Собеседование',
      message: 'optional',
      template: { text: '{имя}, ждём вас по вакансии «{вакансия}»', from: 'allVacancies' },
    },
    { externalId: 'offer', title: 'Оффер', stageTitle: 'Оффер', message: 'required', template: null },
    { externalId: 'hired', title: 'Принят', stageTitle: 'Принят', message: 'none', template: null },
  ],
}

function aChat(data: FakeDeskData, change: Partial<ChatRow> = {}): ChatRow {
  const [first] = demoRows(0, 1).chats
  if (!first) throw new Error('no chat')
  const chat = { ...first, clientName: 'Кузнецова Анна Петровна', response, ...change }
  data.setRows({ chats: [chat], channels: [channel] })
  return { ...chat, draftText: null }
}

async function dialog(asked: 'stage' | 'invite' | 'start' | 'leave' | 'block', change: Partial<ChatRow> = {}) {
  const data = new FakeDeskData()
  data.stages = ok(stages)
  data.vacancies = ok([{ externalId: 'v2', title: 'Продавец', url: null }])
  const chat = aChat(data, change)
  const onClose = vi.fn()
  const onOpen = vi.fn()
  const me = demoRows(0, 1).me
  const element = (
    <DeedDialogs
      chat={chat}
      channel={channel}
      me={me}
      asked={asked}
      onAsk={vi.fn()}
      onClose={onClose}
      onOpen={onOpen}
    />
  )
  return { data, chat, onClose, onOpen, element }
}

function write(field: HTMLElement, text: string): void {
  fireEvent.change(field, { target: { value: text } })
}
function enter(field: HTMLElement): void {
  fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' })
}

const commands = (data: FakeDeskData) =>
  data.wishes.flatMap((wish) => (wish.kind === 'command' ? [[wish.name, wish.args]] : []))

describe('[L2] each deed has a key', () => {
  const aKey = (code: string, isHeld: { readonly altKey?: true; readonly ctrlKey?: true; readonly shiftKey?: true }) =>
    [code, isHeld] as const
  const free = { isWithoutVacancy: true, response: null }
  it.each([
    [aKey('KeyO', { ctrlKey: true, shiftKey: true }), 'stage', {}],
    [aKey('KeyV', { altKey: true }), 'invite', free],
    [aKey('KeyW', { altKey: true }), 'start', {}],
    [aKey('KeyX', { altKey: true }), 'leave', free],
    [aKey('KeyB', { altKey: true }), 'block', {}],
    [aKey('KeyB', { altKey: true }), 'unblock', { access: { kind: 'blocked' } }],
    // What makes no sense here does nothing.
    [aKey('KeyV', { altKey: true }), null, {}],
    [aKey('KeyW', { altKey: true }), null, free],
  ] as const)('%j asks for %s', async ([code, isHeld], deed, change) => {
    const data = new FakeDeskData()
    const onAsk = vi.fn()
    const chat = aChat(data, change)
    await show(
      <DeedDialogs
        chat={chat}
        channel={channel}
        me={demoRows(0, 1).me}
        asked={null}
        onAsk={onAsk}
        onClose={vi.fn()}
        onOpen={vi.fn()}
      />,
      { data },
    )
    const wasLeft = fireEvent.keyDown(window, { code, ...isHeld })
    expect(onAsk.mock.calls).toEqual(deed === null ? [] : [[deed]])
    expect(wasLeft).toBe(deed === null)
  })

  it('one that the channel cannot do stays undone', async () => {
    const data = new FakeDeskData()
    const onAsk = vi.fn()
    await show(
      <DeedDialogs
        chat={aChat(data, free)}
        channel={demoChannel(0, { kind: 'hh', capabilities: { ...base.capabilities, invitations: false } })}
        me={null}
        asked={null}
        onAsk={onAsk}
        onClose={vi.fn()}
        onOpen={vi.fn()}
      />,
      { data },
    )
    fireEvent.keyDown(window, { code: 'KeyV', altKey: true })
    expect(onAsk).not.toHaveBeenCalled()
  })
})

describe('moving to another stage', () => {
  it('[M13] shows the message filled, lets it be changed, and sends it with the move', async () => {
    const { data, chat, element, onClose } = await dialog('stage')
    await show(element, { data })
    const select = await screen.findByRole('combobox', { name: 'Куда перевести' })
    expect(screen.getByText('«Курьер», сейчас: Неразобранные')).toBeTruthy()
    fireEvent.click(select)
    fireEvent.click(await screen.findByRole('option', { name: 'Пригласить → Собеседование', hidden: true }))
    const message = screen.getByRole('textbox', { name: 'Сообщение клиенту' })
    expect(message).toHaveProperty('value', 'Анна, ждём вас по вакансии «Курьер»')
    expect(screen.getByText(/Изменить или удалить его потом нельзя/)).toBeTruthy()
    write(message, `${(message as HTMLTextAreaElement).value} завтра`)
    fireEvent.click(screen.getByRole('button', { name: 'Перевести и отправить' }))
    expect(commands(data)).toEqual([
      [
        'moveStage',
        {
          chatId: chat.id,
          moveExternalId: 'interview',
          stageTitle: 'Собеседование',
          text: 'Анна, ждём вас по вакансии «Курьер» завтра',
        },
      ],
    ])
    expect(onClose).toHaveBeenCalled()
  })

  it('[M13] in silence where that is possible; a required message has to be written', async () => {
    const { data, element } = await dialog('stage')
    await show(element, { data })
    fireEvent.click(await screen.findByRole('combobox', { name: 'Куда перевести' }))
    fireEvent.click(await screen.findByRole('option', { name: 'Оффер', hidden: true }))
    fireEvent.click(screen.getByRole('button', { name: 'Перевести и отправить' }))
    expect(commands(data)).toEqual([])
    fireEvent.click(screen.getByRole('combobox', { name: 'Куда перевести' }))
    fireEvent.click(await screen.findByRole('option', { name: 'Пригласить → Собеседование', hidden: true }))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Отправить сообщение' }))
    fireEvent.click(screen.getByRole('button', { name: 'Перевести' }))
    expect(commands(data)).toMatchObject([['moveStage', { moveExternalId: 'interview', text: null }]])
  })

  it('[M13] says why no message can go with a move now', async () => {
    const { data, element } = await dialog('stage')
    const moves = stages.moves.map((move) => ({ ...move, message: 'none' as const, template: null }))
    data.stages = ok({ ...stages, wordless: 'unanswered', moves })
    await show(element, { data })
    expect((await screen.findByRole('note')).textContent).toMatch(/hh\.ru ждёт его ответа/)
    fireEvent.click(screen.getByRole('combobox', { name: 'Куда перевести' }))
    fireEvent.click(await screen.findByRole('option', { name: 'Оффер', hidden: true }))
    expect(screen.getByText(/Этап сменится молча/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Перевести' }))
    expect(commands(data)).toMatchObject([['moveStage', { moveExternalId: 'offer', text: null }]])
  })

  it('[M13] a field that could not be filled is not sent', async () => {
    const { data, element } = await dialog('stage', { clientName: '', response: { ...response, fullName: '' } })
    await show(element, { data })
    fireEvent.click(await screen.findByRole('combobox', { name: 'Куда перевести' }))
    fireEvent.click(await screen.findByRole('option', { name: 'Пригласить → Собеседование', hidden: true }))
    const send = screen.getByRole('button', { name: 'Перевести и отправить' })
    expect(send.title).toBe('Впишите нужное вместо {имя}')
    fireEvent.click(send)
    expect(commands(data)).toEqual([])
  })

  it('[M13] the template of the stage is kept for this vacancy or for all', async () => {
    const { data, element } = await dialog('stage')
    await show(element, { data })
    fireEvent.click(await screen.findByRole('combobox', { name: 'Куда перевести' }))
    fireEvent.click(await screen.findByRole('option', { name: 'Пригласить → Собеседование', hidden: true }))
    expect(screen.getByText('Текст из шаблона для всех вакансий')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Изменить шаблон' }))
    const editor = within(screen.getByRole('group', { name: 'Шаблон этапа «Собеседование»' }))
    const text = editor.getByRole('textbox')
    expect(text).toHaveProperty('value', '{имя}, ждём вас по вакансии «{вакансия}»')
    write(text, '{имя}, приходите')
    fireEvent.click(editor.getByRole('radio', { name: 'Только эта вакансия' }))
    fireEvent.click(editor.getByRole('button', { name: 'Сохранить шаблон' }))
    expect(data.wishes).toMatchObject([
      {
        kind: 'stageTemplate',
        template: {
          stage: { externalId: 'interview', title: 'Собеседование' },
          vacancy: { externalId: 'v1', title: 'Курьер' },
          text: '{имя}, приходите',
        },
      },
    ])
  })

  it('[M13] says why it cannot be asked now, and asks again', async () => {
    const { data, element } = await dialog('stage')
    data.stages = err('unavailable')
    await show(element, { data, language: 'en' })
    expect((await screen.findByRole('alert')).textContent).toContain('The channel does not answer now.')
    data.stages = ok(stages)
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('combobox', { name: 'Move to' })).toBeTruthy()
  })
})

describe('inviting, beginning, leaving, blocking', () => {
  const free = { response: null, isWithoutVacancy: true }

  it('[RC-05] [M5] invites to a published vacancy with words', async () => {
    const { data, element } = await dialog('invite', free)
    await show(element, { data })
    fireEvent.click(await screen.findByRole('combobox', { name: 'Вакансия' }))
    fireEvent.click(await screen.findByRole('option', { name: 'Продавец', hidden: true }))
    fireEvent.click(screen.getByRole('button', { name: 'Пригласить' }))
    expect(commands(data)).toMatchObject([
      [
        'inviteToVacancy',
        { vacancyExternalId: 'v2', vacancyTitle: 'Продавец', text: 'Анна, приглашаем вас на вакансию «Продавец».' },
      ],
    ])
  })

  it('[M2] begins only where the contacts are open', async () => {
    const candidate = { externalId: 'abc', fullName: 'Анна', position: 'Курьер', phones: [], url: 'https://hh.ru/r' }
    const closed = await dialog('start')
    closed.data.candidate = ok({ ...candidate, hasOpenContacts: false })
    await show(closed.element, { data: closed.data })
    expect((await screen.findByRole('alert')).textContent).toContain('Контакты этого человека не открыты')
    expect(screen.queryByRole('textbox')).toBeNull()
    cleanup()
    const open = await dialog('start')
    open.data.candidate = ok({ ...candidate, hasOpenContacts: true })
    await show(open.element, { data: open.data })
    write(await screen.findByRole('textbox', { name: 'Первое сообщение' }), 'Добрый день')
    fireEvent.click(screen.getByRole('button', { name: 'Начать чат' }))
    await waitFor(() => {
      expect(commands(open.data)).toMatchObject([['startChat', { candidateExternalId: 'abc', text: 'Добрый день' }]])
    })
  })

  it('[M6] says what leaving means before it is done', async () => {
    const { data, chat, element } = await dialog('leave', free)
    await show(element, { data })
    expect(await screen.findByText(/больше не придут/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Выйти' }))
    expect(commands(data)).toEqual([['leaveChat', { chatId: chat.id }]])
  })

  it('[M7] asks for no reason where the channel takes none, and says how to undo it', async () => {
    const { data, element } = await dialog('block', free)
    await show(element, { data })
    expect(await screen.findByText(/Снять блокировку можно здесь же/)).toBeTruthy()
    expect(screen.queryByRole('radio')).toBeNull()
  })
})

describe('how a deed stands', () => {
  it('[M13] [M2] is said in its line: waiting, refused with the reason, done', async () => {
    const me = demoRows(0, 1).me
    const event = { kind: 'stageMoved', to: 'Собеседование', agentId: me.id } as const
    await show(
      <PeopleProvider>
        <ChatEventWords event={{ ...event, outcome: { kind: 'waiting' } }} />
        <ChatEventWords event={{ ...event, outcome: { kind: 'refused', reason: 'spam', detail: null } }} />
        <ChatEventWords event={event} />
      </PeopleProvider>,
    )
    expect(screen.getByText(`Ждём ответа канала: перевод на этап «Собеседование» · ${me.name}`)).toBeTruthy()
    expect(screen.getByText(/^Не получилось: перевод на этап «Собеседование».*рекламу или брань/)).toBeTruthy()
    expect(screen.getByText(`Этап: Собеседование · ${me.name}`)).toBeTruthy()
  })

  it('[M3] a chat without a vacancy has its own icon in the list', async () => {
    const data = new FakeDeskData()
    const row = aChat(data, { response: null, isWithoutVacancy: true })
    const nothing = vi.fn()
    await show(
      <ChatRowView
        at={1}
        of={1}
        row={row}
        channelKind="hh"
        isOpen={false}
        isActive={false}
        nowMs={0}
        meId={null}
        onOpen={nothing}
        onPeek={nothing}
        onDial={null}
      />,
      { data },
    )
    expect(screen.getByRole('img', { name: 'Без вакансии' })).toBeTruthy()
  })
})

describe('a new chat by a résumé', () => {
  const candidate = {
    externalId: 'abc',
    fullName: 'Орлов Пётр',
    position: 'Повар',
    phones: [],
    hasOpenContacts: true,
    url: null,
  }
  const opened = async (data: FakeDeskData, kinds: readonly Channel[]) => {
    data.setRows({ channels: kinds })
    await show(<NewChatButton />, { data })
  }
  const open = async () => {
    fireEvent.click(await screen.findByRole('button', { name: /^Новый чат по резюме/ }))
    return screen.findByRole('textbox', { name: 'Ссылка на резюме' })
  }

  it('[M2] [M3] is offered only where a channel lets one begin by it', async () => {
    const data = new FakeDeskData()
    await opened(data, [demoChannel(0)])
    await Promise.resolve()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('[M2] asks once for whom a link means, then begins with the words', async () => {
    const data = new FakeDeskData()
    data.candidate = ok(candidate)
    await opened(data, [channel])
    const link = await open()
    expect(screen.getByRole('button', { name: 'Найти' }).title).toBe('Вставьте ссылку на резюме')
    write(link, ' https://hh.ru/resume/abc ')
    fireEvent.click(screen.getByRole('button', { name: 'Найти' }))
    expect(await screen.findByText('Орлов Пётр')).toBeTruthy()
    const begin = screen.getByRole('button', { name: 'Начать чат' })
    expect(begin.title).toBe('Напишите текст сообщения')
    write(screen.getByRole('textbox', { name: 'Первое сообщение' }), 'Добрый день!')
    fireEvent.click(begin)
    expect(data.wishes).toEqual([
      { kind: 'find', channelId: channel.id, reference: 'https://hh.ru/resume/abc' },
      {
        kind: 'command',
        name: 'startChat',
        args: {
          channelId: channel.id,
          candidateExternalId: 'abc',
          candidateName: 'Орлов Пётр',
          text: 'Добрый день!',
        },
      },
    ])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('[M2] says what is wrong with the link, with the access and with closed contacts', async () => {
    const data = new FakeDeskData()
    data.candidate = err('unreadable')
    await opened(data, [channel])
    const link = await open()
    const look = async (typed: string) => {
      write(link, typed)
      fireEvent.click(screen.getByRole('button', { name: 'Найти' }))
      return (await screen.findByRole('alert')).textContent
    }
    expect(await look('hh.ru')).toMatch(/^Это не похоже на ссылку на резюме/)
    expect(screen.queryByRole('button', { name: 'Повторить' })).toBeNull()
    data.candidate = err('tariff')
    expect(await look('hh.ru/resume/a')).toMatch(/^Этого нет в оплаченных услугах канала/)
    data.candidate = err('viewLimit')
    expect(await look('hh.ru/resume/b')).toMatch(/^На сегодня просмотры резюме закончились/)
    data.candidate = ok({ ...candidate, hasOpenContacts: false })
    expect(await look('hh.ru/resume/c')).toMatch(/^Контакты этого человека не открыты/)
    expect(screen.queryByRole('textbox', { name: 'Первое сообщение' })).toBeNull()
    data.candidate = ok(candidate)
    fireEvent.click(screen.getByRole('button', { name: 'Контакты открыты, проверить ещё раз' }))
    expect(await screen.findByRole('textbox', { name: 'Первое сообщение' })).toBeTruthy()
  })
})

describe('templates in the composer', () => {
  it('[M21] «/» offers them; the chosen one stands filled, and what is open is written before it goes', async () => {
    const data = new FakeDeskData()
    const chat = aChat(data)
    const template = (id: string, name: string, text: string) => ({ id: id as TemplateId, name, text })
    const files = ['Схема.png', 'Прайс.pdf'].map((name) => ({
      fileId: name as FileId,
      name,
      mimeType: name.endsWith('png') ? 'image/png' : 'application/pdf',
      bytes: 3,
    }))
    data.setRows({
      directory: {
        ...demoDirectory(),
        templates: [
          { ...template('1', 'Адрес', '{имя}, мы на Лесной'), files },
          template('2', 'Встреча', '{фамилия}, до встречи'),
        ],
      },
    })
    const clock = { now: () => 0, schedule: () => ({ dispose: () => undefined }) }
    const composer = createComposer(chat.id, {
      data,
      clock,
      measure: async () => ({ width: 9, height: 9 }),
      fetchFile: async () => new Blob(['abc']),
    })
    composer.setCapabilities(channel.capabilities)
    const nothing = vi.fn()
    await show(
      <PeopleProvider>
        <Composer
          composer={composer}
          channel={channel}
          facts={{ firstName: 'Анна' }}
          silence={null}
          hint={null}
          focusRequest={0}
          onLeaveUp={nothing}
          onUndo={nothing}
          onSendHeld={vi.fn()}
        />
      </PeopleProvider>,
      { data },
    )
    const box = screen.getByRole('textbox', { name: 'Сообщение' })
    write(box, '/')
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'АдресСхема.png, Прайс.pdf{имя}, мы на Лесной',
      'Встреча{фамилия}, до встречи',
    ])
    write(box, '/адр')
    enter(box)
    expect(composer.store.getState().text).toBe('Анна, мы на Лесной')
    // Files come as if added by hand; what this channel does not take is named, and the text is there all the same.
    expect(await screen.findByRole('button', { name: 'Убрать изображение Схема.png' })).toBeTruthy()
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Прайс\.pdf: такой вид файла отправить нельзя/)
    expect(screen.queryByRole('button', { name: /Прайс/ })).toBeNull()
    expect(screen.queryByRole('option')).toBeNull()
    write(box, '/вст')
    enter(box)
    expect(composer.store.getState().text).toBe('{фамилия}, до встречи')
    enter(box)
    expect(data.wishes.filter(({ kind }) => kind === 'send')).toEqual([])
    expect(screen.getByText('Впишите нужное вместо {фамилия}')).toBeTruthy()
  })
})
