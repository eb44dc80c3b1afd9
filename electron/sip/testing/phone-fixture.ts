import { v7 } from 'uuid'

import type { SipLine } from '#shared/contract/ipc/sip'
import type { CallPhase, CallRecord, CallSnapshot } from '#shared/domain/call'
import type { CallId, SipAccountId } from '#shared/domain/ids'
import type { VoiceMail } from '#shared/domain/message-summary'
import type { Registration, SipAccount } from '#shared/domain/sip-account'
import { DEFAULT_RING, DEFAULT_TUNES } from '#shared/domain/sounds'
import { systemClock, type Clock } from '#shared/lib/clock'
import { toDisposable } from '#shared/lib/disposable'
import { silentLogger, type Logger } from '#shared/lib/logger'
import { phoneHeardAs, type SoundSettings } from '../../media/heard-as'
import type { OpenPageCall } from '../calls/call-session'
import { createPhone, type PhoneInternals } from '../phone'
import type {
  AccountStore,
  Caller,
  KeptLineMessage,
  LineMessageStore,
  LiveCallStore,
  Phone,
  PhoneDependencies,
} from '../phone-ports'
import { FakeMediaPort } from './fake-media-port'

export interface PhoneFixture {
  readonly phone: Phone
  readonly media: FakeMediaPort
  readonly records: CallRecord[]
  readonly accounts: AccountStore
  readonly accountId: SipAccountId
  callers: Map<string, Caller>
  registration(): Registration | undefined
  voiceMail(): VoiceMail | null
  call(id: CallId): CallSnapshot | undefined
  calls(): readonly CallSnapshot[]
  /** Resolves when the condition holds; looked at with every event of the phone. */
  until(what: string, condition: () => boolean): Promise<void>
  untilRegistered(): Promise<void>
  untilPhase(id: CallId, kind: CallPhase['kind']): Promise<CallSnapshot>
  dial(number: string): Promise<CallId>
}

export interface FixtureOptions {
  readonly account: Partial<SipAccount> & Pick<SipAccount, 'transport' | 'port'>
  readonly password?: string | null
  readonly clock?: Clock
  readonly logger?: Logger
  readonly internals?: PhoneInternals
  /** How the person wishes to hear of calls. */
  readonly wishes?: () => SoundSettings
  readonly liveCalls?: LiveCallStore
  /** The media window's offer in every call. */
  readonly offer?: string
  readonly openPageCall?: OpenPageCall
  readonly messages?: LineMessageStore
  /** Calls over accounts without WebRTC; left out, they get the same fake window. */
  readonly gateway?: PhoneDependencies['gateway']
}

const LIMIT_MS = 8_000
const WISHES: SoundSettings = {
  hasSounds: true,
  sounds: { message: true, ring: true, callEnded: true, volume: 1 },
  tunes: DEFAULT_TUNES,
  ring: DEFAULT_RING,
}

export function createFixture(options: FixtureOptions): PhoneFixture {
  const accountId = v7() as SipAccountId
  const account: SipAccount = {
    id: accountId,
    label: 'Line',
    host: '127.0.0.1',
    outboundProxy: null,
    pickupCode: null,
    media: 'webrtc',
    webSocketPath: '/',
    domain: 'sandbox.otklik.test',
    user: 'agent',
    authUser: null,
    displayName: null,
    isEnabled: true,
    pinnedFingerprint: null,
    authorityPem: null,
    hasPassword: true,
    ...options.account,
  }
  const accounts = memoryAccounts(account, options.password === undefined ? 'agent-secret' : options.password)
  const media = new FakeMediaPort(options.offer)
  const records: CallRecord[] = []
  const callers = new Map<string, Caller>()
  const phone = createPhone(
    {
      clock: options.clock ?? systemClock,
      logger: options.logger ?? silentLogger,
      newId: v7,
      accounts,
      messages: options.messages ?? memoryMessages(),
      media,
      gateway: options.gateway ?? { mediaFor: () => media, onRestarted: () => toDisposable(() => undefined) },
      directory: {
        findByNumber: async (number) => callers.get(number) ?? null,
        findByChat: async (chatId) => [...callers.values()].find((caller) => caller.chatId === chatId) ?? null,
      },
      journal: { record: (call) => records.push(call) },
      openPageCall: options.openPageCall ?? noPages,
      userAgent: 'Otklik/test',
      heardAs: (sound) => phoneHeardAs(options.wishes?.() ?? WISHES, false, sound),
      ...(options.liveCalls ? { liveCalls: options.liveCalls } : {}),
    },
    options.internals,
  )
  let latest: readonly CallSnapshot[] = []
  const watchers = new Set<() => void>()
  const wake = () => {
    for (const watcher of [...watchers]) watcher()
  }
  phone.onCallsChanged((calls) => {
    latest = calls
    wake()
  })
  phone.onLinesChanged(wake)

  const lines = () => phone.sipHandlers.listLines(null) as readonly Pick<SipLine, 'registration' | 'voiceMail'>[]
  const fixture: PhoneFixture = {
    phone,
    media,
    records,
    accounts,
    accountId,
    callers,
    registration: () => lines()[0]?.registration,
    voiceMail: () => lines()[0]?.voiceMail ?? null,
    call: (id) => latest.find((call) => call.id === id),
    calls: () => latest,
    until(what, condition) {
      if (condition()) return Promise.resolve()
      return new Promise((resolve, reject) => {
        const limit = systemClock.schedule(LIMIT_MS, () => {
          watchers.delete(look)
          reject(
            new Error(
              `Waited in vain for: ${what}. Calls: ${JSON.stringify(latest)}; line: ${JSON.stringify(lines())}`,
            ),
          )
        })
        const look = () => {
          if (!condition()) return
          watchers.delete(look)
          limit.dispose()
          resolve()
        }
        watchers.add(look)
      })
    },
    untilRegistered: () => fixture.until('registered', () => fixture.registration()?.kind === 'registered'),
    async untilPhase(id, kind) {
      await fixture.until(`phase ${kind}`, () => fixture.call(id)?.phase.kind === kind)
      const call = fixture.call(id)
      if (!call) throw new Error('The call is gone.')
      return call
    },
    async dial(number) {
      const started = await phone.callHandlers.startCall({ number, chatId: null, accountId: null, presentation: null })
      if (!started.ok) throw new Error(`Not started: ${started.error.reason}`)
      return started.value as CallId
    },
  }
  return fixture
}

const noPages: OpenPageCall = () => {
  throw new Error('This fixture was given no way into a page.')
}

function memoryMessages(): LineMessageStore {
  let kept: readonly KeptLineMessage[] = []
  return {
    list: () => kept,
    save(messages) {
      kept = messages
    },
  }
}

function memoryAccounts(first: SipAccount, password: string | null): AccountStore {
  const accounts = new Map([[first.id, first]])
  const passwords = new Map(password === null ? [] : [[first.id, password]])
  return {
    list: () => [...accounts.values()],
    save: (account) => void accounts.set(account.id, account),
    remove: (id) => {
      accounts.delete(id)
      passwords.delete(id)
    },
    readPassword: (id) => passwords.get(id) ?? null,
    writePassword: (id, value) => void passwords.set(id, value),
    brokenLocks: () => [],
    underLocks: (account) => account,
    keptBy: () => null,
    onChanged: () => toDisposable(() => undefined),
  }
}
