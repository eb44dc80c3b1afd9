// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Channel } from '#shared/domain/channel'
import type { ChannelId, ChatId } from '#shared/domain/ids'
import type { JobResponse } from '#shared/domain/job-response'

import { demoChannel, demoId, demoRows } from '../../../data/demo-rows'
import type { ChatRow, ClientConversation } from '../../../data/desk-data'
import { FakeDeskData } from '../../../data/fake-desk-data'
import type { Language } from '../../../i18n/i18n'
import { createChatsStore } from '../model/chats.store'
import { show } from '../testing/show'
import { ChatsEnvironmentProvider } from './chats-environment'
import { ClientTab } from './ClientTab'

afterEach(cleanup)

const { chats } = demoRows(0)
const chat: ChatRow = { ...chats[2]!, draftText: null }
const AVITO = demoChannel(0)
const JOBS = demoChannel(0, { id: demoId<ChannelId>('channel', 2), kind: 'avitoJobs', name: 'Подбор' })

const elsewhere = (number: number, change: Partial<ClientConversation> = {}): ClientConversation => ({
  chatId: demoId<ChatId>('chat', number),
  channelId: JOBS.id,
  subjectTitle: 'Водитель-курьер',
  access: { kind: 'open' },
  ...change,
})

const RESPONSE: JobResponse = {
  externalId: '1',
  vacancy: { externalId: '2', title: 'Водитель-курьер', url: null },
  fullName: 'Петрова Анна Сергеевна',
  position: null,
  phones: [],
  respondedAtMs: 0,
  how: 'chat',
  stage: { slug: 'interview', title: 'Собеседование' },
  answers: [],
  resume: null,
}

interface Given {
  readonly chat?: ChatRow
  readonly channels?: readonly Channel[]
  readonly others?: readonly ClientConversation[] | null
  readonly language?: Language
}

async function showTab(given: Given = {}) {
  const data = new FakeDeskData()
  data.setRows({ channels: given.channels ?? [AVITO, JOBS] })
  data.otherConversations = given.others === undefined ? [] : given.others
  const writeIn = vi.fn()
  const environment = {
    openExternal: vi.fn(),
    connectChannel: vi.fn(),
    undoSendMs: 0,
    addLine: vi.fn(),
    renderDial: () => null,
    renderDialItems: null,
    openCallRemark: null,
    showContext: vi.fn(),
    openChat: vi.fn(),
    writeIn,
    askDeed: vi.fn(),
  }
  await show(
    <ChatsEnvironmentProvider value={environment}>
      <ClientTab chats={createChatsStore()} chat={given.chat ?? chat} channel={AVITO} />
    </ChatsEnvironmentProvider>,
    { data, language: given.language ?? 'ru' },
  )
  return { data, writeIn }
}

const where = (name: string) => within(screen.getByRole('region', { name }))

describe('[C5] from the card to a message', () => {
  it('[AV-80] [C5] shows every conversation of the client; «Написать» leads to that one', async () => {
    const { writeIn } = await showTab({ others: [elsewhere(7), elsewhere(8, { subjectTitle: null })] })
    await screen.findByRole('button', { name: 'Написать: Авито Работа' })
    const names = screen.getAllByRole('button', { name: /^Написать: / })
    expect(names.map((button) => button.getAttribute('aria-label'))).toEqual([
      'Написать: Avito · Кресло-качалка · этот чат',
      'Написать: Авито Работа · Водитель-курьер',
      'Написать: Авито Работа',
    ])
    fireEvent.click(names[1]!)
    expect(writeIn.mock.calls).toEqual([[demoId<ChatId>('chat', 7)]])
  })

  it.each([
    ['blocked', /^Клиент заблокирован/],
    ['gone', /^Канал больше не знает этого чата/],
    ['channelRemoved', /^Канал этого чата отключён/],
    ['noChat', /^Отклик по телефону/],
  ] as const)('[AV-80] [C5] says why a conversation that is %s cannot be written in', async (kind, why) => {
    await showTab({ others: [elsewhere(7, { access: { kind } })] })
    expect(await screen.findByText(why)).toBeTruthy()
    expect(screen.getAllByRole('button', { name: /^Написать: / })).toHaveLength(1)
  })

  it.each([
    ['ru', 'Где написать клиенту', ['Avito не даёт писать первым', 'Авито Работа не даёт писать первым']],
    ['en', 'Where to write to the client', ['Avito does not let you write first', 'Avito Jobs does not let you']],
  ] as const)(
    '[AV-03] [A7] says of each channel that only lets answer why none is begun there (%s)',
    async (language, title, said) => {
      await showTab({ language })
      for (const words of said) expect(where(title).getByText(new RegExp(words))).toBeTruthy()
    },
  )

  it('[C5] [A7] says nothing of a channel that can begin a chat', async () => {
    const canStart = {
      ...JOBS,
      capabilities: { ...JOBS.capabilities, start: { by: 'resume', maxFirstTextLength: 10_000 } as const },
    }
    await showTab({ channels: [canStart] })
    expect(screen.queryByText(/не даёт писать первым/)).toBeNull()
  })

  it('[N1] [C5] makes and copies a link to a conversation of a channel that invites by links, and only there', async () => {
    const start = { by: 'invitation', maxFirstTextLength: 10_000 } as const
    const site = { ...JOBS, kind: 'site' as const, capabilities: { ...JOBS.capabilities, start } }
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const { data } = await showTab({ channels: [AVITO, site], others: [elsewhere(7)] })
    const makeChatLink = vi.spyOn(data, 'makeChatLink')
    const button = await screen.findByRole('button', { name: 'Скопировать ссылку на чат: Сайт · Водитель-курьер' })
    expect(screen.getAllByRole('button', { name: /^Скопировать ссылку/ })).toHaveLength(1)
    const press = () =>
      act(async () => {
        fireEvent.click(button)
      })
    await press()
    expect(makeChatLink).toHaveBeenCalledWith(site.id, demoId<ChatId>('chat', 7), 30)
    expect(writeText).toHaveBeenCalledWith('http://127.0.0.1:1/portal/#key')
    expect(screen.getByText(/^Ссылка скопирована/)).toBeTruthy()
    writeText.mockRejectedValueOnce(new DOMException('no'))
    await press()
    expect(screen.getByText('http://127.0.0.1:1/portal/#key')).toBeTruthy()
    data.chatLink = null
    await press()
    expect(screen.getByText(/^Ссылка не создана/)).toBeTruthy()
    writeText.mockRestore()
  })

  it('[C5] shows this chat while the hub is away, says so, and asks again', async () => {
    const { data } = await showTab({ others: null })
    expect(await screen.findByText(/^Сервер Otklik не отвечает/)).toBeTruthy()
    expect(screen.getAllByRole('button', { name: /^Написать: / })).toHaveLength(1)
    data.otherConversations = [elsewhere(7)]
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Ещё раз' }))
      await Promise.resolve()
    })
    expect(screen.getAllByRole('button', { name: /^Написать: / })).toHaveLength(2)
    expect(screen.queryByText(/^Сервер Otklik не отвечает/)).toBeNull()
  })
})

describe('[C6] the vacancy and the stage', () => {
  it.each([
    ['ru', 'Отклик'],
    ['en', 'Response'],
  ] as const)('[AV-41] [C6] stand on the card (%s)', async (language, title) => {
    await showTab({ chat: { ...chat, subject: null, response: RESPONSE }, language })
    expect(where(title).getByText('Водитель-курьер')).toBeTruthy()
    expect(where(title).getByText('Собеседование')).toBeTruthy()
  })

  it('[AV-41] [C6] the vacancy alone where the channel names no stage', async () => {
    await showTab({ chat: { ...chat, subject: null, response: { ...RESPONSE, stage: null } } })
    expect(
      where('Отклик')
        .getAllByRole('term')
        .map(({ textContent }) => textContent),
    ).toEqual(['Вакансия'])
  })
})
