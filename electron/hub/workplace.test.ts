// Whole: the ways in and out of one place to work, on one rig of main.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { SignedIn } from '#shared/contract/accounts'
import type { HubConnection } from '#shared/contract/ipc/hub'
import type { AgentId, SessionId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { openHubPlace } from '../settings/hub-place-store'
import { createSecretBox } from '../settings/secret-box'
import { presetOf, readEntrance, readPreset, type Entrance, type Preset } from './entrance'
import type { HubRun } from './hub-run'
import { HubSwitch } from './hub-switch'
import type { AcceptGiven, AccountRequests, SessionCheck } from './team/account-requests'
import { cacheNameOf, Workplace, type LinkNews, type NoJoin } from './workplace'

vi.mock('electron-store', async () => ({
  default: (await import('../settings/testing/fake-electron-store')).FakeElectronStore,
}))

const HUB = 'https://hub.firm.ru'
const ANNA = '0190c0de-0000-7000-8000-00000000000a'
const ATTEMPT = '019b0000-0000-7000-8000-000000000001'
const BORIS = '0190c0de-0000-7000-8000-00000000000b'
const grant = (id: string, name: string): SignedIn => ({
  token: `token-of-${name}`,
  session: { id: id as SessionId, expiresAtMs: 1 },
  agent: { id: id as AgentId, name, role: 'agent', teams: [] },
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-place-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** The hub of this computer, as far as it matters here. */
class OwnHub implements HubRun {
  readonly connection: HubConnection = { kind: 'starting' }
  isStopped = false
  onChanged = () => ({ dispose: () => undefined })
  launch = () => undefined
  restart = () => undefined
  check = () => Promise.resolve()
  stop = () => {
    this.isStopped = true
    return Promise.resolve()
  }
  dispose = () => undefined
}

function begin(preset: Preset = { kind: 'alone' }) {
  const clock = new ManualClock()
  const box = createSecretBox(folder, { isAvailable: () => false, encrypt: () => Buffer.alloc(0), decrypt: () => '' })
  const store = openHubPlace(folder, box, silentLogger, clock)
  const hubs = new HubSwitch(silentLogger)
  const shown: Entrance[] = [readEntrance(folder, preset)]
  const own: OwnHub[] = []
  const said: { session: SessionCheck; signedOut: string[]; grant: SignedIn; way: 'any' | 'password' | 'browser' } = {
    way: 'any',
    session: { kind: 'away' },
    signedOut: [],
    grant: grant(ANNA, 'Анна'),
  }
  const accepted: AcceptGiven[] = []
  const links = {
    told: [] as LinkNews[],
    opened: [] as string[],
    asked: [] as string[],
    refused: [] as NoJoin[],
    says: true,
    hasBrowser: true,
  }
  const accounts: AccountRequests = {
    signIn: () => Promise.resolve({ kind: 'granted', signedIn: said.grant }),
    beginInBrowser: () =>
      Promise.resolve({ kind: 'begun', attempt: ATTEMPT, secret: 's', address: 'https://id.firm.ru/', expiresAtMs: 1 }),
    finishInBrowser: (_url, { secret, code }) =>
      Promise.resolve(
        secret === 's' && code === 'ABCD-2345'
          ? { kind: 'granted', signedIn: said.grant }
          : { kind: 'unknownAttempt' as const },
      ),
    lookUpInvitation: () => Promise.resolve({ kind: 'away' }),
    acceptInvitation: (_url, given) => {
      accepted.push(given)
      return Promise.resolve({ kind: 'granted', signedIn: said.grant })
    },
    checkSession: () => Promise.resolve(said.session),
    signOut: (_url, token) => {
      said.signedOut.push(token)
      return Promise.resolve('away')
    },
  }
  const workplace = new Workplace({
    store,
    preset,
    signInWay: () => said.way,
    allowsPlainHttp: false,
    hubs,
    makeOwnHub: () => {
      const hub = new OwnHub()
      own.push(hub)
      return hub
    },
    accounts,
    look: (url) =>
      Promise.resolve({ kind: 'found', url, isSetUp: true, hasPassword: true, providers: [], clockAheadMs: 0 }),
    show: (entrance) => shown.push(entrance),
    tell: () => undefined,
    tellOfLink: (news) => links.told.push(news),
    openBrowser: (address) => {
      links.opened.push(address)
      return Promise.resolve(links.hasBrowser)
    },
    askToJoin: (host) => {
      links.asked.push(host)
      return Promise.resolve(links.says)
    },
    sayNoWay: (why) => {
      links.refused.push(why)
      return Promise.resolve()
    },
    clock,
    logger: silentLogger,
  })
  workplace.begin()
  workplace.launch()
  const signIn = async () => workplace.handlers.signIn({ url: HUB, login: 'a@firm.ru', password: 'p', code: null })
  return { clock, workplace, store, hubs, shown, own, said, accepted, links, signIn }
}

const deskOf = (id: string): Entrance => ({ page: 'desk', cache: cacheNameOf(HUB, id), hubOrigin: HUB })
const ALONE: Entrance = { page: 'desk', cache: null, hubOrigin: null }
const SIGN_IN: Entrance = { page: 'signIn' }

describe('the first start', () => {
  it('takes the hub of this computer without a question, or asks where Otklik is installed', () => {
    expect(readPreset(folder, false, undefined)).toEqual({ kind: 'alone' })
    expect(readPreset(folder, true, undefined)).toEqual({ kind: 'ask' })
    expect(readPreset(folder, true, 'alone')).toEqual({ kind: 'alone' })
    expect(readPreset(folder, false, 'ask')).toEqual({ kind: 'ask' })
    expect(readPreset(folder, true, HUB)).toEqual({ kind: 'team', url: HUB })
  })

  it('asks, and «alone» starts the hub of this computer', async () => {
    const { workplace, shown, own } = begin({ kind: 'ask' })
    expect([shown, own.length, workplace.state().place]).toEqual([[SIGN_IN], 0, null])
    await workplace.handlers.workAlone(null)
    expect([shown, own.length]).toEqual([[SIGN_IN, ALONE], 1])
    expect(begin({ kind: 'ask' }).shown).toEqual([ALONE])
  })

  it('begins at the hub that the environment names', () => {
    const { workplace, shown } = begin({ kind: 'team', url: 'https://hub.firm.ru/' })
    expect([shown, workplace.state().place, workplace.state().url]).toEqual([[SIGN_IN], 'team', HUB])
  })
})

describe('[I9] signing in to a team’s hub', () => {
  it('stops the hub of this computer, seals the token and opens a cache of one’s own', async () => {
    const { signIn, shown, own, hubs, workplace } = begin()
    await workplace.handlers.openChoice(null)
    expect(own[0]?.isStopped).toBe(false)
    expect(await signIn()).toEqual({ kind: 'signedIn' })
    expect(shown).toEqual([ALONE, SIGN_IN, deskOf(ANNA)])
    expect(own[0]?.isStopped).toBe(true)
    expect(hubs.connection).toEqual({ kind: 'ready', url: HUB, secret: 'token-of-Анна', databaseSetAside: null })
    expect(workplace.owner()).toBe(cacheNameOf(HUB, ANNA))
    expect(readFileSync(join(folder, 'hub-place.json'), 'utf8')).not.toContain('token-of')
  })

  it('remembers the login of an invitation for the next time, and names it to the hub only where it was asked', async () => {
    const { workplace, accepted } = begin()
    const given = { url: HUB, code: 'c', login: 'a@firm.ru', name: 'Анна', password: 'p' }
    await workplace.handlers.acceptInvitation({ ...given, isLoginOwn: false })
    expect([workplace.state().login, accepted[0]?.login]).toEqual(['a@firm.ru', null])
    await workplace.handlers.acceptInvitation({ ...given, isLoginOwn: true })
    expect(accepted[1]?.login).toBe('a@firm.ru')
  })

  it('goes on after a restart, with no other hub', async () => {
    await begin().signIn()
    const next = begin()
    expect([next.shown, next.own, next.hubs.connection.kind]).toEqual([[deskOf(ANNA)], [], 'ready'])
  })

  it('changes one’s mind: the hub of this computer goes on as it was', async () => {
    const { workplace, shown, own } = begin()
    await workplace.handlers.openChoice(null)
    await workplace.handlers.workAlone(null)
    expect([shown, own.length, own[0]?.isStopped]).toEqual([[ALONE, SIGN_IN, ALONE], 1, false])
  })
})

describe('[I2] a place that the company has locked', () => {
  const LOCKED: Preset = { kind: 'team', url: HUB, isLocked: true }
  const OTHER = 'https://other.firm.ru'

  it('is above the environment, which is above a preset', () => {
    const of = (wish: string | undefined, locked?: string, preset?: string) =>
      presetOf(folder, true, wish, { locked, preset })
    expect(of('alone', HUB)).toEqual(LOCKED)
    expect(of(OTHER, 'alone')).toEqual({ kind: 'alone', isLocked: true })
    expect(of('alone', undefined, HUB)).toEqual({ kind: 'alone' })
    expect(of(undefined, undefined, HUB)).toEqual({ kind: 'team', url: HUB })
    expect(of(undefined, 'ask', HUB)).toEqual({ kind: 'team', url: HUB })
  })

  it('no other hub is looked at, signed in to, joined by invitation or by a link', async () => {
    const { workplace, links, accepted, shown } = begin(LOCKED)
    const { handlers } = workplace
    expect(workplace.state()).toMatchObject({ place: 'team', url: HUB })
    expect(await handlers.look({ address: 'other.firm.ru' })).toEqual({ kind: 'notAllowed' })
    expect(await handlers.look({ address: 'hub.firm.ru' })).toMatchObject({ kind: 'found', url: HUB })
    const login = { login: 'a@firm.ru', password: 'p' }
    expect(await handlers.signIn({ url: OTHER, ...login, code: null })).toEqual({ kind: 'notAllowed' })
    expect(await handlers.openBrowser({ url: OTHER, provider: 'oidc' })).toEqual({ kind: 'notAllowed' })
    expect(await handlers.lookUpInvitation({ invitation: 'q'.repeat(43), url: OTHER })).toEqual({ kind: 'notAllowed' })
    const invited = { url: OTHER, code: 'c', isLoginOwn: true, name: 'Анна', ...login }
    expect(await handlers.acceptInvitation(invited)).toEqual({ kind: 'notAllowed' })
    await workplace.handleLink({ kind: 'join', hub: OTHER, code: null })
    await handlers.workAlone(null)
    await handlers.openChoice(null)
    expect([links.refused, links.asked, accepted, shown]).toEqual([[{ kind: 'lockedHub' }], [], [], [SIGN_IN]])
    expect(workplace.provision(OTHER)).toEqual({ kind: 'badHub' })
    expect(await handlers.signIn({ url: HUB, ...login, code: null })).toEqual({ kind: 'signedIn' })
  })

  it('whoever works elsewhere is led out with what they wrote kept, and the desk begins where it should', async () => {
    await begin().signIn()
    const moved = begin({ kind: 'team', url: OTHER, isLocked: true })
    expect(moved.shown[0]).toEqual(SIGN_IN)
    expect(moved.workplace.state()).toMatchObject({ place: 'team', url: OTHER, name: null })
    expect(moved.store.read().toEmpty).toMatchObject([{ cache: cacheNameOf(HUB, ANNA), keepsUnsent: true }])
    await moved.workplace.handlers.cacheEmptied({ cache: cacheNameOf(HUB, ANNA), left: null })
    const alone = begin({ kind: 'alone', isLocked: true })
    expect([alone.shown, alone.workplace.state().place, alone.own.length]).toEqual([[ALONE], 'alone', 1])
  })

  it('a way to sign in that the company does not want is neither offered nor taken', async () => {
    const { workplace, said, signIn } = begin()
    said.way = 'browser'
    expect(await workplace.handlers.look({ address: HUB })).toMatchObject({ hasPassword: false })
    expect(await signIn()).toEqual({ kind: 'notAllowed' })
    said.way = 'password'
    expect(await workplace.handlers.look({ address: HUB })).toMatchObject({ hasPassword: true, providers: [] })
    expect(await workplace.handlers.openBrowser({ url: HUB, provider: 'oidc' })).toEqual({ kind: 'notAllowed' })
    expect(await signIn()).toEqual({ kind: 'signedIn' })
  })
})

describe('the end of a session', () => {
  it('by the person: the hub is told, the cache is written down as one to be emptied', async () => {
    const { workplace, signIn, shown, said, hubs } = begin()
    await signIn()
    await workplace.handlers.signOut({ keepsUnsent: false })
    expect(shown.at(-1)).toEqual(SIGN_IN)
    expect([said.signedOut, hubs.connection]).toEqual([['token-of-Анна'], { kind: 'signedOut' }])
    const { ended, name, toEmpty } = workplace.state()
    expect([ended, name]).toEqual([null, null])
    expect(toEmpty).toEqual([{ cache: cacheNameOf(HUB, ANNA), name: 'Анна', url: HUB, keepsUnsent: false }])
  })

  it('by the hub: says why, and keeps what was not sent', async () => {
    const { workplace, signIn, hubs, said, shown, clock } = begin()
    await signIn()
    said.session = { kind: 'over', reason: 'revoked' }
    await vi.waitFor(() => {
      clock.advance(5_000)
      hubs.check()
      expect(shown.at(-1)).toEqual(SIGN_IN)
    })
    expect(workplace.state()).toMatchObject({
      ended: { reason: 'revoked', name: 'Анна' },
      toEmpty: [{ keepsUnsent: true }],
    })
  })

  it('a crash before the cache is empty: the next start empties it first', async () => {
    const { workplace, signIn } = begin()
    await signIn()
    await workplace.handlers.signOut({ keepsUnsent: true })
    const next = begin()
    expect([next.shown, next.workplace.state().toEmpty.length]).toEqual([[SIGN_IN], 1])
    await next.workplace.handlers.cacheEmptied({ cache: cacheNameOf(HUB, ANNA), left: { messages: 2, drafts: 1 } })
    expect(next.workplace.state()).toMatchObject({
      toEmpty: [],
      leftBehind: [{ cache: cacheNameOf(HUB, ANNA), name: 'Анна', url: HUB, messages: 2, drafts: 1 }],
    })
    expect(next.shown).toEqual([SIGN_IN])
  })

  it('another person gets another cache; what the first one left waits for them', async () => {
    const { workplace, signIn, said, shown } = begin()
    await signIn()
    await workplace.handlers.signOut({ keepsUnsent: true })
    await workplace.handlers.cacheEmptied({ cache: cacheNameOf(HUB, ANNA), left: { messages: 1, drafts: 0 } })
    said.grant = grant(BORIS, 'Борис')
    await signIn()
    expect(shown.at(-1)).toEqual(deskOf(BORIS))
    expect(workplace.state().leftBehind).toHaveLength(1)
    await workplace.handlers.signOut({ keepsUnsent: true })
    await workplace.handlers.cacheEmptied({ cache: cacheNameOf(HUB, BORIS), left: null })
    said.grant = grant(ANNA, 'Анна')
    await signIn()
    expect([shown.at(-1), workplace.state().leftBehind]).toEqual([deskOf(ANNA), []])
  })

  it('what was left can be thrown away', async () => {
    const { workplace, signIn } = begin()
    await signIn()
    await workplace.handlers.signOut({ keepsUnsent: true })
    const cache = cacheNameOf(HUB, ANNA)
    await workplace.handlers.cacheEmptied({ cache, left: { messages: 1, drafts: 0 } })
    await workplace.handlers.forgetLeftBehind({ cache })
    expect(workplace.state()).toMatchObject({ leftBehind: [], toEmpty: [{ cache, keepsUnsent: false }] })
  })

  it('a token that can no longer be opened ends here', async () => {
    await begin().signIn()
    rmSync(join(folder, 'secret.key'))
    const next = begin()
    expect(next.shown).toEqual([deskOf(ANNA), SIGN_IN])
    expect(next.workplace.state().ended).toEqual({ reason: 'unknown', name: 'Анна' })
  })
})

it('caches are kept apart by hub and by person', () => {
  const names = [cacheNameOf(HUB, ANNA), cacheNameOf(HUB, BORIS), cacheNameOf('https://other.ru', ANNA)]
  expect(new Set(names).size).toBe(3)
  for (const name of names) expect(name).toMatch(/^otklik-desk-[0-9a-f]{24}$/)
})

describe('signing in with the browser', () => {
  const code = { kind: 'signIn', attempt: ATTEMPT, code: 'ABCD-2345' } as const

  it('opens the page of the provider, and the code of its last page signs in', async () => {
    const { workplace, links, shown } = begin({ kind: 'ask' })
    expect(await workplace.handlers.openBrowser({ url: HUB, provider: 'oidc' })).toEqual({
      kind: 'opened',
      expiresAtMs: 1,
    })
    expect(links.opened).toEqual(['https://id.firm.ru/'])
    expect(await workplace.handlers.finishInBrowser({ code: 'ABCD-2346' })).toEqual({ kind: 'unknownAttempt' })
    expect(await workplace.handlers.finishInBrowser({ code: ' ABCD-2345 ' })).toEqual({ kind: 'signedIn' })
    expect(shown.at(-1)).toEqual(deskOf(ANNA))
    // It is used up.
    expect(await workplace.handlers.finishInBrowser({ code: 'ABCD-2345' })).toEqual({ kind: 'unknownAttempt' })
  })

  it('a link brings the code to the page, and one of another attempt brings none', async () => {
    const { workplace, links, shown } = begin({ kind: 'ask' })
    await workplace.handleLink(code)
    await workplace.handlers.openBrowser({ url: HUB, provider: 'oidc' })
    await workplace.handleLink({ ...code, attempt: ANNA })
    await workplace.handleLink(code)
    expect(links.told).toEqual([
      { kind: 'code', code: null },
      { kind: 'code', code: null },
      { kind: 'code', code: 'ABCD-2345' },
    ])
    // The page asks for it: nothing was done by the link itself.
    expect(shown.at(-1)).toEqual(SIGN_IN)
  })

  it('says so where no browser opens', async () => {
    const { workplace, links } = begin({ kind: 'ask' })
    links.hasBrowser = false
    expect(await workplace.handlers.openBrowser({ url: HUB, provider: 'oidc' })).toEqual({ kind: 'noBrowser' })
    expect(await workplace.handlers.finishInBrowser({ code: 'ABCD-2345' })).toEqual({ kind: 'unknownAttempt' })
  })
})

describe('[I7] a link that leads to a hub', () => {
  const join = { kind: 'join', hub: 'https://hub.firm.ru', code: null } as const

  it('asks first, and changes nothing but the page', async () => {
    const { workplace, links, shown } = begin()
    await workplace.handleLink(join)
    expect([links.asked, links.told, shown.at(-1)]).toEqual([['hub.firm.ru'], [{ kind: 'join' }], SIGN_IN])
    expect(workplace.state()).toMatchObject({ place: 'alone', url: null, name: null })
    expect(workplace.handlers.takeJoin(null)).toEqual({ url: HUB, code: null })
    expect(workplace.handlers.takeJoin(null)).toBeNull()
  })

  it('does nothing where the person says no', async () => {
    const { workplace, links, shown } = begin()
    links.says = false
    await workplace.handleLink(join)
    expect([links.told, shown.length, workplace.handlers.takeJoin(null)]).toEqual([[], 1, null])
  })

  it.each(['http://hub.firm.ru', 'https://user@hub.firm.ru', 'file:///etc/passwd', 'javascript:alert(1)', ' '])(
    'is not asked about with %s',
    async (hub) => {
      const { workplace, links } = begin()
      await workplace.handleLink({ ...join, hub })
      expect([links.asked, links.refused]).toEqual([[], [{ kind: 'badHub' }]])
    },
  )

  it('leads nobody away who is signed in', async () => {
    const { workplace, links, shown, signIn } = begin({ kind: 'ask' })
    await signIn()
    await workplace.handleLink({ ...join, hub: 'https://evil.example' })
    expect([links.asked, links.refused]).toEqual([[], [{ kind: 'signedIn', name: 'Анна' }]])
    expect(shown.at(-1)).toEqual(deskOf(ANNA))
  })

  it('asks one question at a time', async () => {
    const { workplace, links } = begin()
    await Promise.all([workplace.handleLink(join), workplace.handleLink(join), workplace.handleLink(join)])
    expect(links.asked).toHaveLength(1)
  })
})
