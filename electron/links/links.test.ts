import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { KeyStates } from '#shared/contract/ipc/links'
import { createDialRequests } from './dial-requests'
import { GlobalKeys, type KeyAction } from './global-keys'
import { createLinkInbox, handedOverLink, isSetupFile, linkAmong } from './link-inbox'
import { createLinkOpeners, type ProtocolPort } from './link-openers'
import { selectedText } from './selected-text'

describe('a link on its way to Otklik', () => {
  it('[K16] is found among the arguments of a start, and nothing else is taken for one', () => {
    expect(linkAmong(['/usr/bin/otklik', '--flag', 'tel:+79001112233'], '/')).toBe('tel:+79001112233')
    expect(linkAmong(['tel:1', '--user-data-dir=tel:2', 'https://tel:3'], '/')).toBeNull()
    expect(linkAmong(['otklik', `SIP:${'a'.repeat(9_000)}`], '/')).toHaveLength(513)
  })

  it.each([
    ['anna.otklik-setup', 'file:///home/anna/anna.otklik-setup'],
    ['/tmp/Анна 1.otklik-setup', 'file:///tmp/%D0%90%D0%BD%D0%BD%D0%B0%201.otklik-setup'],
    ['file:///tmp/a.OTKLIK-SETUP', 'file:///tmp/a.OTKLIK-SETUP'],
    ['file://host/a.otklik-setup', null],
    ['--load=a.otklik-setup', null],
    ['a.otklik-setup.exe', null],
    ['a.json', null],
  ])('[I7] a set-up file that was opened with Otklik: %s is %s', (argument, address) => {
    expect(linkAmong(['otklik', argument], '/home/anna')).toBe(address)
    if (address !== null) expect([isSetupFile(address), handedOverLink({ link: address })]).toEqual([true, address])
  })

  it('[K16] waits for whoever can look at it; the later one counts', () => {
    const inbox = createLinkInbox()
    inbox.add('tel:1')
    inbox.add('tel:2')
    const heard: string[] = []
    inbox.onLink((url) => heard.push(url))
    inbox.add('tel:3')
    expect(heard).toEqual(['tel:2', 'tel:3'])
  })

  it('[K16] is taken from a second start only in its own form', () => {
    expect(handedOverLink({ link: 'tel:1' })).toBe('tel:1')
    for (const data of [undefined, null, 'tel:1', { link: 1 }, { link: 'x'.repeat(600) }, { link: null }])
      expect(handedOverLink(data)).toBeNull()
  })
})

describe('a number asked for from outside', () => {
  const setUp = (options: { isAtOnce?: boolean; hasCalls?: boolean; starts?: boolean } = {}) => {
    const started: string[] = []
    const deps = { showDesk: vi.fn(), onWaiting: vi.fn() }
    let count = 0
    const requests = createDialRequests({
      ...deps,
      newId: () => `id-${String((count += 1))}`,
      isAtOnce: () => options.isAtOnce ?? false,
      hasCalls: () => options.hasCalls ?? false,
      startCall: async (number) => {
        started.push(number)
        return options.starts ?? true
      },
    })
    return { requests, started, ...deps }
  }
  const waits = (number: string, from = 'link', id = 'id-1') => ({
    id,
    from,
    dialled: { kind: 'number', number, extension: null },
  })

  it('[K16] never dials by itself: it waits in the pad, once', async () => {
    const { requests, started, showDesk, onWaiting } = setUp()
    await requests.handleLink('tel:+79001112233')
    expect([started, showDesk.mock.calls.length, onWaiting.mock.calls.length]).toEqual([[], 1, 1])
    expect(requests.take()).toEqual(waits('+79001112233'))
    expect(requests.take()).toBeNull()
  })

  it('[K16] of several only the latest waits', async () => {
    const { requests } = setUp()
    await requests.handleLink('tel:1')
    await requests.handleSelection('1002')
    expect(requests.take()).toEqual(waits('1002', 'selection', 'id-2'))
  })

  it('[K16] is dialled at once where the person wished so', async () => {
    const { requests, started } = setUp({ isAtOnce: true })
    await requests.handleLink('tel:+79001112233')
    expect([started, requests.take()]).toEqual([['+79001112233'], null])
  })

  it.each(['tel:*21*%2B79001112233%23', 'sip:100@elsewhere.example', 'tel:100;ext=5', 'tel:none'])(
    '[K16] is not dialled at once though wished: %s',
    async (url) => {
      const { requests, started } = setUp({ isAtOnce: true })
      await requests.handleLink(url)
      expect(started).toEqual([])
      expect(requests.take()).not.toBeNull()
    },
  )

  it('[K16] is not dialled into a call, and waits where no line could take it', async () => {
    const busy = setUp({ isAtOnce: true, hasCalls: true })
    await busy.requests.handleLink('tel:100')
    expect([busy.started, busy.requests.take()]).toEqual([[], waits('100')])
    const offline = setUp({ isAtOnce: true, starts: false })
    await offline.requests.handleLink('tel:100')
    expect([offline.started, offline.requests.take()]).toEqual([['100'], waits('100')])
  })
})

describe('keys over all programs', () => {
  let taken: Map<string, () => void>
  let foreign: Set<string>
  let ran: KeyAction[]
  let told: KeyStates[]
  let keys: GlobalKeys
  beforeEach(() => {
    taken = new Map()
    foreign = new Set()
    ran = []
    told = []
    keys = new GlobalKeys({
      port: {
        register(key, action) {
          if (key === 'nonsense') throw new TypeError('conversion failure')
          if (foreign.has(key) || taken.has(key)) return false
          taken.set(key, action)
          return true
        },
        unregister: (key) => void taken.delete(key),
      },
      run: (action) => ran.push(action),
      onChanged: (states) => told.push(states),
    })
  })
  const idle = { answer: false, hangUp: false, dial: true }

  it('[K16] takes the keys of calls only while there is one they are for', () => {
    keys.setKeys({ answer: 'Alt+A', hangUp: 'Alt+H', dial: 'Alt+D' })
    expect([...taken.keys()]).toEqual(['Alt+D'])
    expect(keys.states).toEqual({ answer: 'ready', hangUp: 'ready', dial: 'ready' })
    keys.setNeeds({ answer: true, hangUp: true, dial: true })
    expect([...taken.keys()].sort()).toEqual(['Alt+A', 'Alt+D', 'Alt+H'])
    taken.get('Alt+A')?.()
    keys.setNeeds({ answer: false, hangUp: true, dial: true })
    taken.get('Alt+H')?.()
    expect([...taken.keys()].sort()).toEqual(['Alt+D', 'Alt+H'])
    keys.setNeeds(idle)
    expect([[...taken.keys()], ran]).toEqual([['Alt+D'], ['answer', 'hangUp']])
  })

  it('[K16] says in one word what is wrong with a key when it is chosen', () => {
    foreign.add('Alt+A')
    keys.setKeys({ answer: 'Alt+A', hangUp: 'nonsense', dial: null })
    expect(keys.states).toEqual({ answer: 'taken', hangUp: 'invalid', dial: 'off' })
    keys.setKeys({ answer: 'Alt+B', hangUp: 'Alt+B', dial: 'Alt+B' })
    expect(keys.states).toEqual({ answer: 'ready', hangUp: 'double', dial: 'double' })
    expect([...taken.keys()]).toEqual([])
  })

  it('[K16] hears of a conflict that came later, and of its end', () => {
    keys.setKeys({ answer: 'Alt+A', hangUp: null, dial: null })
    foreign.add('Alt+A')
    keys.setNeeds({ ...idle, answer: true })
    expect(keys.states.answer).toBe('taken')
    keys.setNeeds(idle)
    foreign.clear()
    keys.setNeeds({ ...idle, answer: true })
    expect([keys.states.answer, told.map(({ answer }) => answer)]).toEqual(['ready', ['ready', 'taken', 'ready']])
  })

  it('[K16] gives every key back', () => {
    keys.setKeys({ answer: 'Alt+A', hangUp: 'Alt+H', dial: 'Alt+D' })
    keys.setNeeds({ answer: true, hangUp: true, dial: true })
    keys.setKeys({ answer: null, hangUp: 'Alt+H', dial: 'Alt+D' })
    expect([...taken.keys()].sort()).toEqual(['Alt+D', 'Alt+H'])
    keys.dispose()
    expect([...taken.keys()]).toEqual([])
  })
})

describe('who opens links', () => {
  const system = (openers: Record<string, string>, registered: string[], accepts = true): ProtocolPort => ({
    getName: () => 'Otklik',
    getApplicationNameForProtocol: (url) => openers[url.replace('://', '')] ?? '',
    isDefaultProtocolClient: (scheme) => registered.includes(scheme),
    setAsDefaultProtocolClient: (scheme) => accepts && registered.push(scheme) > 0,
    removeAsDefaultProtocolClient: (scheme) => {
      if (registered.includes(scheme)) registered.splice(registered.indexOf(scheme), 1)
      return true
    },
  })
  const command = { path: '/otklik', args: [] }
  const kinds = (list: readonly { opener: { kind: string } }[]) => list.map(({ opener }) => opener.kind)

  it('[K16] is what the system says, also when it does not take us', () => {
    const takes = createLinkOpeners({ app: system({}, []), platform: 'darwin', command })
    expect(kinds(takes.list())).toEqual(['nobody', 'nobody', 'nobody', 'nobody'])
    expect(kinds(takes.set(true))).toEqual(['otklik', 'otklik', 'otklik', 'otklik'])
    expect(kinds(takes.set(false))).toEqual(['nobody', 'nobody', 'nobody', 'nobody'])
    const refuses = createLinkOpeners({ app: system({ tel: 'kde.desktop' }, [], false), platform: 'linux', command })
    expect(refuses.set(true)[0]).toEqual({
      scheme: 'tel',
      opener: { kind: 'other', name: 'kde', isRegistered: false },
    })
  })

  it('[K16] is on Windows whom the person chose among those that offer themselves', () => {
    const app = system({ tel: 'Skype', sip: 'Otklik' }, ['tel', 'sip'])
    const { list } = createLinkOpeners({ app, platform: 'win32', command })
    expect(list().map(({ opener }) => opener)).toEqual([
      { kind: 'other', name: 'Skype', isRegistered: true },
      { kind: 'nobody' },
      { kind: 'otklik' },
      { kind: 'nobody' },
    ])
  })
})

describe('what is selected in another program', () => {
  const copied = { readText: (type?: 'selection') => (type === 'selection' ? 'marked' : 'copied') }
  it('[K16] is the selection on Linux, by either Electron, and else what was copied', async () => {
    expect(await selectedText(copied, 'linux')).toBe('marked')
    const later = { readText: async () => 'copied', selection: { readText: async () => 'marked' } }
    expect(await selectedText(later, 'linux')).toBe('marked')
    expect(await selectedText({ ...later, selection: { readText: async () => ' ' } }, 'linux')).toBe('copied')
    expect(await selectedText(copied, 'win32')).toBe('copied')
    expect(await selectedText({ readText: async () => 'copied', selection: undefined }, 'darwin')).toBe('copied')
  })
})
