import { describe, expect, it, vi } from 'vitest'

import type { CallSnapshot } from '#shared/domain/call'
import type { CallId, ChatId, MessageId, SipAccountId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { textsFor } from '../i18n'
import { defaultSettings } from '../settings/settings-store'
import { createNotices } from './notices'
import type { MissedNews } from './quiet-watch'
import { createToldMessages } from './told-messages'

vi.mock('electron-store', async () => ({
  default: (await import('../settings/testing/fake-electron-store')).FakeElectronStore,
}))

const chatId = 'chat' as ChatId
const arrival = (id: string, isChatInFront = false) => ({
  messageId: id as MessageId,
  chatId,
  kind: 'message' as const,
  event: 'message' as const,
  round: 0,
  name: 'Анна',
  title: 'Анна',
  body: 'Здравствуйте',
  isChatInFront,
})

function setUp(stored: string[] = []) {
  const state = {
    focused: null as 'desk' | 'other' | null,
    canNotify: true,
    settings: defaultSettings('ru'),
    sounds: 0,
    heard: [] as string[],
    opened: [] as string[],
    disk: Promise.resolve(),
    isQuiet: false,
    missed: [] as MissedNews[],
  }
  const shown: { title: string; body: string; click: () => void }[] = []
  const saved: string[][] = [stored]
  const notices = createNotices({
    told: createToldMessages(
      {
        read: () => saved.at(-1) ?? [],
        write: async (ids) => {
          await state.disk
          saved.push([...ids])
        },
      },
      silentLogger,
    ),
    notifier: {
      show: (notice, click) => {
        if (state.canNotify) shown.push({ ...notice, click })
        return state.canNotify
      },
    },
    settings: () => state.settings,
    texts: () => textsFor('ru'),
    focused: () => state.focused,
    playSound: ({ sound }) => {
      state.sounds += 1
      state.heard.push(sound)
    },
    openChat: (id) => void state.opened.push(id),
    showDesk: () => void state.opened.push('desk'),
    setUnread: () => {},
    quiet: { isQuiet: () => state.isQuiet, note: (news) => state.missed.push(news), take: () => null },
  })
  return { state, shown, saved, notices }
}

describe('[N5] a new message is told of once', () => {
  it('by the system when no window has focus; a click opens the chat', async () => {
    const { notices, shown, state } = setUp()
    expect(await notices.handlers.messageArrived(arrival('1'))).toBe('system')
    expect(shown).toEqual([expect.objectContaining({ title: 'Анна', body: 'Здравствуйте' })])
    expect(state.sounds).toBe(1)
    shown[0]?.click()
    expect(state.opened).toEqual(['chat'])
  })

  it('whoever asks again, also after a restart', async () => {
    const { notices, saved } = setUp()
    await notices.handlers.messageArrived(arrival('1'))
    expect(await notices.handlers.messageArrived(arrival('1'))).toBe('none')
    const { notices: later, shown, state } = setUp(saved.at(-1))
    expect(await later.handlers.messageArrived(arrival('1'))).toBe('none')
    expect([shown, state.sounds]).toEqual([[], 0])
  })

  it('only once it is written down, so that a crash in between tells nobody twice', async () => {
    const { notices, shown, state } = setUp()
    let write = (): void => {}
    state.disk = new Promise((resolve) => (write = resolve))
    const first = notices.handlers.messageArrived(arrival('1'))
    expect(await notices.handlers.messageArrived(arrival('1'))).toBe('none')
    expect(shown).toEqual([])
    write()
    expect(await first).toBe('system')
    expect(shown).toHaveLength(1)
  })

  it('also when the disk takes nothing: once in this run', async () => {
    const { notices, shown, state } = setUp()
    state.disk = Promise.reject(new Error('ENOSPC'))
    expect(await notices.handlers.messageArrived(arrival('1'))).toBe('system')
    expect(await notices.handlers.messageArrived(arrival('1'))).toBe('none')
    expect(shown).toHaveLength(1)
  })

  it('by a toast when a window has focus, and not at all in the chat that is open', async () => {
    const { notices, shown, state } = setUp()
    state.focused = 'desk'
    expect(await notices.handlers.messageArrived(arrival('1'))).toBe('toast')
    expect(await notices.handlers.messageArrived(arrival('2', true))).toBe('none')
    expect([shown, state.sounds]).toEqual([[], 1])
  })

  it('[M17] by the system while the person works in the widget, unless that very chat is open there', async () => {
    const { notices, shown, state } = setUp()
    state.focused = 'other'
    expect(await notices.handlers.messageArrived(arrival('1'))).toBe('system')
    expect(await notices.handlers.messageArrived(arrival('2', true))).toBe('none')
    expect(shown).toHaveLength(1)
  })

  it('by the system when the chat is open but nobody looks', async () => {
    expect(await setUp().notices.handlers.messageArrived(arrival('1', true))).toBe('system')
  })

  it('by a toast where the system shows none', async () => {
    const { notices, state } = setUp()
    state.canNotify = false
    expect(await notices.handlers.messageArrived(arrival('1'))).toBe('toast')
  })

  it('as the person set it', async () => {
    const { notices, shown, state } = setUp()
    const { settings } = state
    state.settings = {
      ...settings,
      notifications: { messages: true, preview: false },
      sounds: { ...settings.sounds, message: false },
    }
    await notices.handlers.messageArrived(arrival('1'))
    expect(shown).toEqual([expect.objectContaining({ title: 'Анна', body: 'Новое сообщение' })])
    state.settings = { ...settings, notifications: { messages: false, preview: true } }
    expect(await notices.handlers.messageArrived(arrival('2'))).toBe('none')
    expect([shown.length, state.sounds]).toEqual([1, 1])
  })
})

describe('[N3] each event sounds', () => {
  it('as the person chose for it, or not at all', async () => {
    const { notices, state } = setUp()
    state.settings = { ...state.settings, tunes: { ...state.settings.tunes, queue: 'none', mention: 'marimba' } }
    const events = ['message', 'queue', 'assigned', 'mention', 'late', 'returned'] as const
    for (const event of events) await notices.handlers.messageArrived({ ...arrival(event), event })
    expect(state.heard).toEqual(['chime', 'bell', 'marimba', 'signal', 'marimba'])
  })
})

describe('[N4] what nobody has opened', () => {
  it('is told again once per round, however often it is asked', async () => {
    const { notices, shown } = setUp()
    for (const round of [0, 1, 1, 2, 1]) await notices.handlers.messageArrived({ ...arrival('1'), round })
    expect(shown).toHaveLength(3)
  })
})

describe('[N7] while it is quiet', () => {
  it('nothing is shown or heard; what came is kept for the summary, once', async () => {
    const { notices, shown, state } = setUp()
    state.isQuiet = true
    expect(await notices.handlers.messageArrived(arrival('1'))).toBe('none')
    await notices.handlers.messageArrived(arrival('1'))
    await notices.handlers.messageArrived({ ...arrival('1'), round: 1 })
    await notices.handlers.messageArrived({ ...arrival('2'), kind: 'mention' })
    expect([shown, state.sounds]).toEqual([[], 0])
    expect(state.missed).toEqual([
      { chatId, name: 'Анна', what: 'message' },
      { chatId, name: 'Анна', what: 'mention' },
    ])
  })

  it('the summary is one notice, which opens the one chat or the desk', () => {
    const { notices, shown, state } = setUp()
    const chat = { chatId, name: 'Анна', messages: 2, mentions: 0, calls: 1 }
    notices.tellSummary({ fromMs: 0, untilMs: 1, calls: 1, chats: [chat] })
    expect(shown.map(({ body }) => body)).toEqual(['сообщений: 2, звонков: 1'])
    shown[0]?.click()
    expect(state.opened).toEqual(['chat'])
    state.focused = 'desk'
    notices.tellSummary({ fromMs: 0, untilMs: 1, calls: 1, chats: [chat] })
    expect(shown).toHaveLength(1)
  })
})

describe('a missed call', () => {
  const missed: CallSnapshot = {
    id: 'call' as CallId,
    route: 'phone',
    presentation: null,
    accountId: 'line' as SipAccountId,
    direction: 'incoming',
    number: '100',
    name: null,
    chatId: null,
    subject: null,
    lastLine: null,
    phase: { kind: 'ended', outcome: 'missed', reason: 'cancelled', durationMs: 0 },
    startedAtMs: 0,
    isMuted: false,
    isHeld: false,
    isHeldRemotely: false,
    isChangingHold: false,
    quality: null,
    notice: null,
    transfer: null,
    isJoined: false,
  }

  it('is told of once, however often the list comes', async () => {
    const { notices, shown, state } = setUp()
    await Promise.all([notices.handleCalls([missed]), notices.handleCalls([missed])])
    expect(shown).toEqual([expect.objectContaining({ title: 'Пропущенный звонок', body: '100' })])
    shown[0]?.click()
    expect(state.opened).toEqual(['desk'])
  })

  it('is not one that rang out elsewhere or was ours', async () => {
    const { notices, shown } = setUp()
    await notices.handleCalls([
      { ...missed, id: '1' as CallId, phase: { kind: 'incoming' } },
      { ...missed, id: '2' as CallId, direction: 'outgoing' },
      {
        ...missed,
        id: '3' as CallId,
        phase: { kind: 'ended', outcome: 'answered', reason: 'answeredElsewhere', durationMs: 0 },
      },
    ])
    expect(shown).toEqual([])
  })
})

describe('the list of what was told', () => {
  it('forgets the oldest first and stays bounded', async () => {
    let saved: readonly string[] = Array.from({ length: 2_000 }, (_, n) => `m${n}`)
    const write = async (ids: readonly string[]) => {
      saved = ids
    }
    const told = createToldMessages({ read: () => saved, write }, silentLogger)
    expect(await told.take('new')).toBe(true)
    expect([saved.length, saved[0], saved.at(-1)]).toEqual([2_000, 'm1', 'new'])
    expect(await told.take('m1')).toBe(false)
  })
})

describe('[K8] a text to a telephone line', () => {
  const text = {
    id: '1',
    accountId: 'line' as SipAccountId,
    number: '101',
    name: null,
    text: 'Перезвоните клиенту',
    receivedAtMs: 0,
  }

  it('is told with its sender and its words; a click opens the desk', () => {
    const { notices, shown, state } = setUp()
    notices.handleLineMessage(text)
    expect(shown).toEqual([expect.objectContaining({ title: 'Сообщение на линию: 101', body: 'Перезвоните клиенту' })])
    shown[0]?.click()
    expect([state.sounds, state.opened]).toEqual([1, ['desk']])
  })

  it('is told without its words, or not at all, where the person wishes so', () => {
    const { notices, shown, state } = setUp()
    const { notifications } = state.settings
    state.settings = { ...state.settings, notifications: { ...notifications, preview: false } }
    notices.handleLineMessage({ ...text, name: 'Иван' })
    state.settings = { ...state.settings, notifications: { ...notifications, messages: false } }
    notices.handleLineMessage(text)
    expect(shown.map(({ title, body }) => [title, body])).toEqual([
      ['Сообщение на линию: Иван', textsFor('ru').newMessage],
    ])
  })
})

describe('[N5] [L4] many messages at once, as after a loss of the connection', () => {
  const news = (ids: readonly string[], isChatInFront = false) => ({
    news: ids.map((id) => ({ ...arrival(id, isChatInFront), chatId: `chat ${id}` as ChatId, name: `Клиент ${id}` })),
  })

  it('are one notice and one sound, each of them once', async () => {
    const { notices, shown, state } = setUp()
    await notices.handlers.messageArrived(arrival('1'))
    const answer = await notices.handlers.manyArrived(news(['1', '2', '3', '4', '5', '6']))
    expect(answer).toEqual({ verdict: 'system', fresh: ['2', '3', '4', '5', '6'] })
    expect(shown.at(-1)).toMatchObject({
      title: 'Новых сообщений: 5',
      body: 'Клиент 2, Клиент 3, Клиент 4 и ещё 2',
    })
    expect([shown.length, state.sounds]).toEqual([2, 2])
    expect(await notices.handlers.manyArrived(news(['2', '3', '4', '5']))).toEqual({ verdict: 'none', fresh: [] })
    shown.at(-1)?.click()
    expect(state.opened).toEqual(['desk'])
  })

  it('sound like the one of them that says most', async () => {
    const { notices, state } = setUp()
    const { news: many } = news(['1', '2', '3', '4'])
    const events = ['queue', 'message', 'assigned', 'queue'] as const
    await notices.handlers.manyArrived({ news: many.map((each, at) => ({ ...each, event: events[at] ?? 'queue' })) })
    expect(state.heard).toEqual(['bell'])
  })

  it('leave out what is in front of the person, and wait while it is quiet', async () => {
    const { notices, shown, state } = setUp()
    state.focused = 'desk'
    expect(await notices.handlers.manyArrived(news(['1', '2', '3', '4'], true))).toEqual({ verdict: 'none', fresh: [] })
    state.isQuiet = true
    expect((await notices.handlers.manyArrived(news(['5', '6', '7', '8']))).verdict).toBe('none')
    expect(state.missed.map(({ name }) => name)).toEqual(['Клиент 5', 'Клиент 6', 'Клиент 7', 'Клиент 8'])
    expect([shown, state.sounds]).toEqual([[], 0])
  })
})
