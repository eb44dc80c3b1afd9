import { createHash } from 'node:crypto'

import type { HandlersOf } from '#shared/contract/define'
import type { SignedIn } from '#shared/contract/accounts'
import type { SetupReply } from '#shared/contract/ipc/policy'
import type { Ending, HubLook, JoinWish, SignInContract, SignInState } from '#shared/contract/ipc/sign-in'
import type { OwnLink } from '#shared/domain/own-link'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import type { HubPlaceStore } from '../settings/hub-place-store'
import { entranceOf, isElsewhere, lockOf, type Entrance, type Preset } from './entrance'
import type { HubRun } from './hub-run'
import type { HubSwitch } from './hub-switch'
import type { AccountRequests } from './team/account-requests'
import { BrowserSignIn } from './team/browser-sign-in'
import { hubOriginOf, invitationOf } from './team/hub-address'
import { TeamHub } from './team/team-hub'

/** Calls that end while nobody is signed in are nobody's to tell. */
const NOBODY = 'signed-out'

export interface WorkplaceOptions {
  readonly store: HubPlaceStore
  readonly preset: Preset
  readonly allowsPlainHttp: boolean
  /** Which ways to sign in the company lets this desk offer. */
  readonly signInWay: () => 'any' | 'password' | 'browser'
  readonly hubs: HubSwitch
  readonly makeOwnHub: () => HubRun
  readonly accounts: AccountRequests
  readonly look: (url: string) => Promise<HubLook>
  /** Opens this page in the desk window and lets go of the other windows' pages. */
  readonly show: (entrance: Entrance) => void
  readonly tell: (state: SignInState) => void
  /** To the sign-in page: something of a link waits for it. */
  readonly tellOfLink: (news: LinkNews) => void
  /** In the system's browser; `false`: this may not be opened, or there is none. */
  readonly openBrowser: (address: string) => Promise<boolean>
  /** Asks the person whether this computer is to work with that hub. */
  readonly askToJoin: (host: string) => Promise<boolean>
  /** Says why a link leads nowhere. */
  readonly sayNoWay: (why: NoJoin) => Promise<void>
  readonly clock: Clock
  readonly logger: Logger
}

export type LinkNews = { readonly kind: 'code'; readonly code: string | null } | { readonly kind: 'join' }

/** `signedIn`: whoever is signed in leaves first, so that nothing of theirs is left in between. */
export type NoJoin = { readonly kind: 'badHub' | 'lockedHub' } | { readonly kind: 'signedIn'; readonly name: string }

/**
 * Where this desk works and who is signed in: with the hub of this computer, or as one person at a team's hub
 * (docs/adr/0041). Each person at each hub has a cache of their own; a cache whose person is gone is written down as
 * one to be emptied before anything else is shown, so that no crash lets it stay.
 */
export class Workplace {
  private readonly presetUrl: string | null
  /** The one place where this computer may work; `null`: the person chooses. */
  private readonly lock: 'alone' | 'team' | null
  private isChoosing = false
  private hasOwnHub = false
  private lastOwner: string | null = NOBODY
  private isReady = false
  private readonly browser: BrowserSignIn
  private wish: JoinWish | null = null
  private isAsking = false
  /** What the window shows; it begins with what is due (main.ts). */
  private shown: Entrance

  constructor(private readonly options: WorkplaceOptions) {
    const { preset, allowsPlainHttp, logger } = options
    const url = preset.kind === 'team' ? hubOriginOf(preset.url, allowsPlainHttp) : null
    if (url && !url.ok) logger.warn('what is set is no address of a hub', { reason: url.error })
    this.presetUrl = url?.ok ? url.value : null
    this.lock = lockOf(preset)
    this.shown = this.entrance()
    this.browser = new BrowserSignIn({
      accounts: options.accounts,
      open: options.openBrowser,
      onGranted: (granted, signedIn) => {
        this.take(granted, null, signedIn)
      },
    })
  }

  /** Nothing of a link is done by itself: the person is asked, or begun it here. */
  async handleLink(link: Exclude<OwnLink, { kind: 'case' | 'setup' }>): Promise<void> {
    if (link.kind === 'join') await this.join(link)
    else this.options.tellOfLink({ kind: 'code', code: this.browser.isOurs(link.attempt) ? link.code : null })
  }

  /** The person has agreed to what a set-up says of the hub. */
  provision(hub: string): SetupReply {
    const { store, allowsPlainHttp, tellOfLink } = this.options
    const { session } = store.read()
    if (hub === 'alone') {
      if (session !== null) return { kind: 'signOutFirst' }
      void this.handlers.workAlone(null)
      return { kind: 'applied' }
    }
    const origin = hubOriginOf(hub, allowsPlainHttp)
    if (!origin.ok || !this.mayUse(origin.value)) return { kind: 'badHub' }
    if (session !== null) return { kind: store.read().url === origin.value ? 'applied' : 'signOutFirst' }
    this.wish = { url: origin.value, code: null }
    this.isChoosing = true
    this.enter()
    tellOfLink({ kind: 'join' })
    return { kind: 'applied' }
  }

  /** Takes the hub that was chosen before. `launch` follows when it may have its share of the processor. */
  begin(): void {
    this.followLock()
    if (this.shown.page === 'desk') this.takeHub(this.shown)
  }

  launch(): void {
    this.isReady = true
    this.options.hubs.launch()
  }

  /** Whose calls are being recorded; `null`: of the person of this computer's own hub. */
  owner(): string | null {
    return this.lastOwner
  }

  /** With which login somebody is signed in; `null`: nobody is, or it is not known. */
  login(): string | null {
    return this.options.store.read().session?.login ?? null
  }

  state(): SignInState {
    const { session, place, url, ...rest } = this.options.store.read()
    const { preset } = this.options
    return {
      ...rest,
      place: this.lock ?? place ?? (preset.kind === 'ask' ? null : preset.kind),
      url: this.lock === 'team' ? this.presetUrl : (url ?? this.presetUrl),
      name: session?.name ?? null,
    }
  }

  readonly handlers: HandlersOf<SignInContract> = {
    getState: () => this.state(),
    openChoice: () => {
      if (this.refuses('openChoice', this.lock === null)) return null
      this.isChoosing = true
      this.enter()
      return null
    },
    workAlone: () => {
      if (this.refuses('workAlone', this.lock !== 'team')) return null
      this.isChoosing = false
      this.options.store.change({ place: 'alone', ended: null })
      this.enter()
      return null
    },
    look: ({ address }) => {
      const url = hubOriginOf(address, this.options.allowsPlainHttp)
      if (!url.ok) return { kind: url.error }
      return this.mayUse(url.value) ? this.allowedOf(url.value) : { kind: 'notAllowed' }
    },
    signIn: async ({ url, login, password, code }) => {
      if (!this.mayUse(url) || this.options.signInWay() === 'browser') return { kind: 'notAllowed' }
      const reply = await this.options.accounts.signIn(url, { login, password, code })
      if (reply.kind !== 'granted') return reply
      this.take(url, login, reply.signedIn)
      return { kind: 'signedIn' }
    },
    openBrowser: ({ url, provider }) =>
      this.mayUse(url) && this.options.signInWay() !== 'password'
        ? this.browser.begin(url, provider)
        : { kind: 'notAllowed' },
    finishInBrowser: ({ code }) => this.browser.finish(code),
    takeJoin: () => {
      const { wish } = this
      this.wish = null
      return wish
    },
    lookUpInvitation: async ({ invitation, url }) => {
      const given = invitationOf(invitation)
      if (!given) return { kind: 'unreadable' }
      const origin = hubOriginOf(given.address ?? url ?? '', this.options.allowsPlainHttp)
      if (!origin.ok) return { kind: 'unreadable' }
      if (!this.mayUse(origin.value)) return { kind: 'notAllowed' }
      return this.options.accounts.lookUpInvitation(origin.value, given.code)
    },
    acceptInvitation: async ({ url, login, isLoginOwn, ...given }) => {
      if (!this.mayUse(url)) return { kind: 'notAllowed' }
      const accepted = { ...given, login: isLoginOwn ? login : null }
      const reply = await this.options.accounts.acceptInvitation(url, accepted)
      if (reply.kind !== 'granted') return reply
      this.take(url, login, reply.signedIn)
      return { kind: 'signedIn' }
    },
    signOut: async ({ keepsUnsent }) => {
      const { url } = this.options.store.read()
      const token = this.options.store.readToken()
      this.leave(null, keepsUnsent)
      if (url === null || token === null) return null
      const said = await this.options.accounts.signOut(url, token)
      if (said === 'away') this.options.logger.warn('the hub did not hear of the sign-out: its session runs out there')
      return null
    },
    cacheEmptied: ({ cache, left }) => {
      const { store, logger } = this.options
      const { toEmpty, leftBehind } = store.read()
      const emptied = toEmpty.find((each) => each.cache === cache)
      const others = leftBehind.filter((each) => each.cache !== cache)
      logger.info('a cache is emptied', { left: left !== null })
      store.change({
        toEmpty: toEmpty.filter((each) => each.cache !== cache),
        leftBehind: emptied && left ? [...others, { cache, name: emptied.name, url: emptied.url, ...left }] : others,
      })
      this.enter()
      return null
    },
    forgetLeftBehind: ({ cache }) => {
      const { store } = this.options
      const { toEmpty, leftBehind } = store.read()
      const meant = leftBehind.find((each) => each.cache === cache)
      if (!meant) return null
      const { name, url } = meant
      store.change({
        leftBehind: leftBehind.filter((each) => each !== meant),
        toEmpty: [...toEmpty, { cache, name, url, keepsUnsent: false }],
      })
      this.options.tell(this.state())
      return null
    },
  }

  private async join({ hub, code }: Extract<OwnLink, { kind: 'join' }>): Promise<void> {
    const { allowsPlainHttp, askToJoin, sayNoWay, tellOfLink, store } = this.options
    // A page can open a hundred of them: one question at a time.
    if (this.isAsking) return
    this.isAsking = true
    try {
      const origin = hubOriginOf(hub, allowsPlainHttp)
      const { session } = store.read()
      if (!origin.ok) await sayNoWay({ kind: 'badHub' })
      else if (!this.mayUse(origin.value)) await sayNoWay({ kind: 'lockedHub' })
      else if (session !== null) await sayNoWay({ kind: 'signedIn', name: session.name })
      else if (await askToJoin(new URL(origin.value).host)) {
        this.wish = { url: origin.value, code }
        this.isChoosing = true
        this.enter()
        tellOfLink({ kind: 'join' })
      }
    } finally {
      this.isAsking = false
    }
  }

  /** The hub of any other origin is out of bounds where the company has locked one. */
  private mayUse(url: string): boolean {
    if (this.lock === null) return true
    return this.lock === 'team' && this.presetUrl !== null && new URL(url).origin === this.presetUrl
  }

  private async allowedOf(url: string): Promise<HubLook> {
    const look = await this.options.look(url)
    const way = this.options.signInWay()
    if (look.kind !== 'found' || way === 'any') return look
    return way === 'password' ? { ...look, providers: [] } : { ...look, hasPassword: false }
  }

  private refuses(what: string, isAllowed: boolean): boolean {
    if (!isAllowed) this.options.logger.warn('the company has locked the workplace', { refused: what })
    return !isAllowed
  }

  /** The company has moved this computer to another place: whoever is signed in elsewhere leaves, with nothing lost. */
  private followLock(): void {
    const { store, preset } = this.options
    if (this.lock === null) return
    const { place, url } = store.read()
    if (isElsewhere({ place, url }, preset)) this.leave(null, true)
    if (place !== this.lock || (this.lock === 'team' && url !== this.presetUrl))
      store.change({ place: this.lock, url: this.lock === 'team' ? this.presetUrl : url })
  }

  private entrance(): Entrance {
    return this.isChoosing ? { page: 'signIn' } : entranceOf(this.options.store.read(), this.options.preset)
  }

  /** Opens what is due now: the desk, with its hub, or the sign-in screen. */
  private enter(): void {
    const entrance = this.entrance()
    if (entrance.page === 'desk') this.takeHub(entrance)
    this.options.tell(this.state())
    if (isSame(entrance, this.shown)) return
    this.shown = entrance
    this.options.show(entrance)
  }

  private takeHub({ cache, hubOrigin }: Extract<Entrance, { page: 'desk' }>): void {
    const { hubs, store, makeOwnHub, accounts, look, clock, logger } = this.options
    this.lastOwner = cache
    if (cache === null || hubOrigin === null) {
      if (this.hasOwnHub) return
      this.hasOwnHub = true
      hubs.use(makeOwnHub())
    } else {
      this.hasOwnHub = false
      const token = store.readToken()
      if (token === null) {
        this.leave('unknown', true)
        return
      }
      hubs.use(
        new TeamHub({
          url: hubOrigin,
          token,
          look: () => look(hubOrigin),
          checkSession: () => accounts.checkSession(hubOrigin, token),
          onEnded: (reason) => {
            this.leave(reason, true)
          },
          clock,
          logger,
        }),
      )
    }
    if (this.isReady) hubs.launch()
  }

  /** `login`: `null` for who came in another way. */
  private take(url: string, login: string | null, { token, agent }: SignedIn): void {
    const { store, logger } = this.options
    const { leftBehind, login: before } = store.read()
    const cache = cacheNameOf(url, agent.id)
    this.isChoosing = false
    store.change({
      place: 'team',
      url,
      login: login ?? before,
      ended: null,
      session: {
        sealed: store.seal(token),
        agentId: agent.id,
        name: agent.name,
        ...(login === null ? {} : { login }),
        cache,
      },
      leftBehind: leftBehind.filter((each) => each.cache !== cache),
    })
    logger.info('signed in', { role: agent.role })
    this.enter()
  }

  /** `reason`: `null` where the person wished it. */
  private leave(reason: Ending | null, keepsUnsent: boolean): void {
    const { store, hubs, logger } = this.options
    const { session, url, toEmpty } = store.read()
    if (session === null || url === null) return
    const { cache, name } = session
    logger.info('signed out', { reason: reason ?? 'here' })
    store.change({
      session: null,
      ended: reason === null ? null : { reason, name },
      toEmpty: [...toEmpty.filter((each) => each.cache !== cache), { cache, name, url, keepsUnsent }],
    })
    hubs.use(null)
    this.enter()
  }
}

function isSame(one: Entrance, other: Entrance): boolean {
  if (one.page === 'signIn' || other.page === 'signIn') return one.page === other.page
  return one.cache === other.cache && one.hubOrigin === other.hubOrigin
}

/** One database of the windows for each person at each hub: no name, no address, and safe in an address itself. */
export function cacheNameOf(hubUrl: string, agentId: string): string {
  const digest = createHash('sha256').update(`${hubUrl}\n${agentId}`).digest('hex')
  return `otklik-desk-${digest.slice(0, 24)}`
}
