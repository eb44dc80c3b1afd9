// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Channel } from '#shared/domain/channel'
import type { Reach } from '#shared/domain/chat'
import type { JobResponse } from '#shared/domain/job-response'

import type { ChatRow } from '../data/desk-data'
import { demoChannel, demoRows } from '../data/demo-rows'
import { FakeDeskData } from '../data/fake-desk-data'
import { createChatsStore } from '../features/chats'
import { ChatList } from '../features/chats/ui/ChatList'
import { ChatsEnvironmentProvider } from '../features/chats/ui/chats-environment'
import { ClientTab } from '../features/chats/ui/ClientTab'
import { ResponseTab } from '../features/chats/ui/ResponseTab'
import { NO_DESK_PHONE } from '../testing/a-desk-phone'
import { FakeMain } from '../testing/fake-main'
import { show } from '../testing/show'
import { renderDial, renderDialItems } from './dial-controls'

const main = new FakeMain()
  .install()
  .answer('calls:list', () => [])
  .answer('deskPhone:get', () => NO_DESK_PHONE)
  .answer('calls:start-call', () => ({ ok: true, value: 'call' }))

afterEach(() => {
  cleanup()
  main.asked.length = 0
})

const PHONE = '+79172041833'
const nothing = () => undefined
const base = demoChannel(0)
/** Only whom something is known of may be called. */
const channel: Channel = demoChannel(0, { kind: 'hh', capabilities: { ...base.capabilities, calls: 'reachable' } })
const response: JobResponse = {
  externalId: 'r1',
  vacancy: { externalId: 'v1', title: 'Курьер', url: null },
  fullName: 'Кузнецова Анна Петровна',
  position: null,
  phones: [PHONE],
  respondedAtMs: 0,
  how: 'chat',
  stage: null,
  answers: [],
  resume: null,
}

function aChat(reach: Reach | null, change: Partial<ChatRow> = {}): ChatRow {
  const [first] = demoRows(0, 1).chats
  if (!first) throw new Error('The demo has chats.')
  return { ...first, draftText: null, reach, clientPhone: null, response, ...change }
}

async function onDesk(part: ReactElement, chat: ChatRow) {
  const data = new FakeDeskData({ chats: [chat], channels: [channel] })
  await show(
    <ChatsEnvironmentProvider
      value={{
        openExternal: nothing,
        connectChannel: nothing,
        addLine: nothing,
        undoSendMs: 0,
        renderDial,
        renderDialItems,
        openCallRemark: null,
        showContext: nothing,
        openChat: nothing,
        writeIn: nothing,
        askDeed: nothing,
      }}
    >
      {part}
    </ChatsEnvironmentProvider>,
    { data },
  )
}

async function expectCalled(chat: ChatRow): Promise<void> {
  await vi.waitFor(() => {
    expect(main.askedOf('calls:start-call')).toMatchObject([{ number: PHONE, chatId: chat.id }])
  })
}

describe('[K1] a candidate is called', () => {
  it('[RC-28] from the résumé', async () => {
    const chat = aChat('responded')
    await onDesk(<ResponseTab chat={chat} response={response} channel={channel} />, chat)
    fireEvent.click(await screen.findByRole('button', { name: /^Позвонить: .*204-18-33$/ }))
    await expectCalled(chat)
  })

  it('from a résumé without a telephone, which is asked for', async () => {
    const chat = aChat('responded', { response: { ...response, phones: [] } })
    await onDesk(<ResponseTab chat={chat} response={{ ...response, phones: [] }} channel={channel} />, chat)
    expect(await screen.findByRole('button', { name: /^Позвонить: телефон клиента неизвестен/ })).toBeTruthy()
  })

  it('[K2] [RC-30] from the card, also without an invitation to a vacancy', async () => {
    const chat = aChat('openContacts', { response: null, subject: null, isWithoutVacancy: true, clientPhone: PHONE })
    await onDesk(<ClientTab chats={createChatsStore()} chat={chat} channel={channel} />, chat)
    fireEvent.click(await screen.findByRole('button', { name: /^Позвонить: .*204-18-33$/ }))
    await expectCalled(chat)
  })

  it.each<[Reach | null, string]>([
    ['responded', '[RC-27] from the list of responses, by the right button'],
    ['invited', '[RC-27] from the list, who was invited'],
    [null, '[K3] from the list not, of whom nothing is known: it says so'],
  ])('%s: %s', async (reach) => {
    const chat = aChat(reach)
    const chats = createChatsStore()
    await onDesk(<ChatList chats={chats} me={demoRows(0).me} onPainted={nothing} />, chat)
    const list = await screen.findByRole('listbox')
    fireEvent.contextMenu(list.querySelector(`[data-chat="${chat.id}"]`)!)
    const item = await screen.findByRole('menuitem', { name: /^(Позвонить на.телефон|Звонить можно тем)/ })
    fireEvent.click(item)
    expect(item.getAttribute('aria-disabled')).toBe(reach === null ? 'true' : null)
    if (reach === null) expect(main.asked).toEqual([])
    else await expectCalled(chat)
  })
})
