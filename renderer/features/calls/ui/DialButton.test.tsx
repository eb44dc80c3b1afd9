// @vitest-environment happy-dom
import { Menu } from '@mantine/core'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Capabilities } from '#shared/domain/capabilities'
import type { Channel } from '#shared/domain/channel'
import type { ChannelCalls } from '#shared/domain/channel-calls'
import type { Reach } from '#shared/domain/chat'

import { demoChannel, demoRows } from '../../../data/demo-rows'
import { NO_DESK_PHONE } from '../../../testing/a-desk-phone'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import type { DialledChat } from '../model/dial-ways'
import { DialButton } from './DialButton'
import { DialItems } from './DialItems'

const main = new FakeMain()
  .install()
  .answer('calls:list', () => [])
  .answer('deskPhone:get', () => NO_DESK_PHONE)
  .answer('calls:start-call', () => ({ ok: true, value: 'call' }))
  .answer('calls:start-page-call', () => 'call')

afterEach(() => {
  cleanup()
  main.asked.length = 0
})

const PHONE = '+79172041833'
const NOTE = 'Звонят по вакансии «Повар»'

function aChat(reach: Reach | null = 'responded'): DialledChat {
  const [chat] = demoRows(0).chats
  if (!chat) throw new Error('The demo has chats.')
  return { ...chat, reach, subject: { kind: 'vacancy', title: 'Повар', price: null, url: null, imageUrl: null } }
}

function aChannel(capabilities: Partial<Capabilities> = {}, calls: Partial<ChannelCalls> = {}): Channel {
  const channel = demoChannel(0)
  const known: ChannelCalls = { callerNumber: null, note: '', missed: { isTold: false, text: '' }, ...calls }
  return {
    ...channel,
    capabilities: { ...channel.capabilities, calls: 'reachable', ...capabilities },
    ...{ calls: known },
  }
}

const shown = { callerNumber: '+74951234567', note: 'Звонят по вакансии «{вакансия}»' }
const startCalls = () => main.askedOf('calls:start-call')
/** Nothing has a size here, and a menu hides whose button is nowhere. */
const menuItems = () => screen.getAllByRole('menuitem', { hidden: true })
const plain = (text: string | null) => (text ?? '').replace(/\u00a0/g, ' ')

describe('[K1] the button that calls', () => {
  it.each<Reach>(['responded', 'invited', 'openContacts'])(
    '[K3] [K4] calls the real number of who %s',
    async (reach) => {
      await show(<DialButton chat={aChat(reach)} channel={aChannel()} phone={PHONE} />)
      fireEvent.click(screen.getByRole('button', { name: /204-18-33/ }))
      await vi.waitFor(() => {
        expect(startCalls()).toEqual([{ number: PHONE, chatId: aChat().id, accountId: null, presentation: null }])
      })
    },
  )

  it('[K2] [K3] where the channel lets anyone be called, asks for no invitation', async () => {
    await show(<DialButton chat={aChat(null)} channel={aChannel({ calls: 'anyone' })} phone={PHONE} />)
    fireEvent.click(screen.getByRole('button', { name: /204-18-33/ }))
    await vi.waitFor(() => {
      expect(startCalls()).toHaveLength(1)
    })
  })

  it('[K3] that may not call says why, and does nothing', async () => {
    await show(<DialButton chat={aChat(null)} channel={aChannel({ browserCalls: true })} phone={PHONE} />)
    const button = screen.getByRole('button', { name: /204-18-33/ })
    fireEvent.click(button)
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(button.getAttribute('aria-description')).toBe(
      'Звонить можно тем, кто откликнулся, приглашён или чьи контакты открыты',
    )
    expect(main.asked).toEqual([])
  })

  it('[K4] [K5] says beforehand what the client will see, and has it said', async () => {
    await show(<DialButton chat={aChat()} channel={aChannel({}, shown)} phone={PHONE} />)
    const button = screen.getByRole('button', { name: /204-18-33/ })
    expect(plain(button.getAttribute('aria-description'))).toBe(`Клиент увидит: +7 495 123-45-67 · ${NOTE}`)
    fireEvent.click(button)
    await vi.waitFor(() => {
      expect(startCalls()).toMatchObject([{ presentation: { number: '+74951234567', note: NOTE } }])
    })
  })

  it('asks for a phone where there is none, keeps it with the client and calls', async () => {
    const chat = aChat()
    const { data } = await show(<DialButton chat={chat} channel={aChannel({}, shown)} phone={null} />)
    fireEvent.click(screen.getByRole('button', { name: /^Позвонить/ }))
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Телефон клиента' })
    const submit = () => {
      fireEvent.submit(field)
    }
    fireEvent.change(field, { target: { value: 'не знаю' } })
    submit()
    expect(screen.getByText(/Это не похоже на телефон/)).toBeTruthy()
    expect([field.value, main.asked]).toEqual(['не знаю', []])
    expect(screen.getByText(/^Клиент увидит:/)).toBeTruthy()
    fireEvent.change(field, { target: { value: '8 (917) 204-18-33' } })
    submit()
    await vi.waitFor(() => {
      expect(startCalls()).toEqual([
        {
          number: '89172041833',
          chatId: chat.id,
          accountId: null,
          presentation: { number: '+74951234567', note: NOTE },
        },
      ])
    })
    expect(data.wishes).toContainEqual({ kind: 'setPhone', chatId: chat.id, phone: '89172041833' })
  })
})

describe('[K6] where a call can arrive in the client’s browser', () => {
  const site = () => aChannel({ browserCalls: true, calls: 'anyone' }, shown)

  async function openMenu(phone: string | null) {
    await show(<DialButton chat={aChat()} channel={site()} phone={phone} />)
    const button = screen.getByRole('button', { name: 'Позвонить: выбрать, куда' })
    expect(button.getAttribute('aria-haspopup')).toBe('menu')
    button.focus()
    fireEvent.click(button)
    await screen.findAllByRole('menuitem', { hidden: true })
    return button
  }

  it('the button offers both ways, each with what the client will see, by the keyboard too', async () => {
    const button = await openMenu(PHONE)
    const [toPhone, toPage] = menuItems()
    expect([toPhone, toPage].map((item) => plain(item?.textContent ?? null))).toEqual([
      `Позвонить на телефон +7 917 204-18-33Клиент увидит: +7 495 123-45-67 · ${NOTE}`,
      `Позвонить на страницу чатаКлиент увидит название компании и подпись: ${NOTE}`,
    ])
    toPhone?.focus()
    fireEvent.keyDown(toPhone!, { key: 'ArrowDown', code: 'ArrowDown' })
    expect(document.activeElement).toBe(toPage)
    fireEvent.click(document.activeElement!)
    await vi.waitFor(() => {
      expect(main.askedOf('calls:start-page-call')).toEqual([
        { chatId: aChat().id, presentation: { number: '+74951234567', note: NOTE } },
      ])
    })
    await waitFor(() => {
      expect(button.getAttribute('aria-expanded')).toBe('false')
    })
    expect(startCalls()).toEqual([])
  })

  it('the phone is called by the first item', async () => {
    await openMenu(PHONE)
    fireEvent.click(menuItems()[0]!)
    await vi.waitFor(() => {
      expect(startCalls()).toMatchObject([{ number: PHONE, chatId: aChat().id }])
    })
  })

  it('the page needs no phone, and a phone can be entered from there', async () => {
    await openMenu(null)
    expect(menuItems().map((item) => plain(item.textContent))).toEqual([
      'Ввести телефон и позвонить…',
      `Позвонить на страницу чатаКлиент увидит название компании и подпись: ${NOTE}`,
    ])
    fireEvent.click(menuItems()[0]!)
    expect(await screen.findByRole('textbox', { name: 'Телефон клиента' })).toBeTruthy()
  })

  it('a further number of the client’s is called by one press', async () => {
    await show(<DialButton chat={aChat()} channel={site()} phone={PHONE} isPageOffered={false} />)
    fireEvent.click(screen.getByRole('button', { name: /204-18-33/ }))
    await vi.waitFor(() => {
      expect(startCalls()).toHaveLength(1)
    })
  })
})

describe('[K1] the ways to call, in a menu of others', () => {
  async function items(channel: Channel | null, phone: string | null, reach: Reach | null = 'responded') {
    await show(
      <Menu opened>
        <Menu.Target>
          <button type="button">…</button>
        </Menu.Target>
        <Menu.Dropdown>
          <DialItems chat={aChat(reach)} channel={channel} phone={phone} onAsk={null} />
        </Menu.Dropdown>
      </Menu>,
    )
    return screen.findAllByRole('menuitem', { hidden: true })
  }

  it('[K3] that may not be gone stand there with the reason, within reach of the arrows', async () => {
    const [only, ...rest] = await items(aChannel(), PHONE, null)
    expect(rest).toEqual([])
    expect(only?.textContent).toBe('Звонить можно тем, кто откликнулся, приглашён или чьи контакты открыты')
    expect([only?.getAttribute('aria-disabled'), only?.hasAttribute('data-disabled')]).toEqual(['true', false])
    fireEvent.click(only!)
    expect(main.asked).toEqual([])
  })

  it('without a phone say where it can be entered', async () => {
    const [only] = await items(aChannel(), null)
    expect(only?.textContent).toMatch(/^Телефон клиента неизвестен/)
  })

  it('of a channel that is gone are the telephone alone', async () => {
    const [only, ...rest] = await items(null, PHONE)
    expect([plain(only?.textContent ?? null), rest]).toEqual(['Позвонить на телефон +7 917 204-18-33', []])
  })
})
