import type { HandlersOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import type { PlayedSound } from '#shared/contract/ipc/media'
import type { SipContract, SipLine } from '#shared/contract/ipc/sip'
import type { CallerChoice, CallPresentation, CallRecord, CallSnapshot } from '#shared/domain/call'
import type { CallState } from '#shared/domain/call-state'
import type { Colleague, ColleagueSnapshot } from '#shared/domain/colleague'
import type { CallId, ChatId, SipAccountId } from '#shared/domain/ids'
import type { LineMessage } from '#shared/domain/line-message'
import type { SipAccount, SipMedia, SipTestStep } from '#shared/domain/sip-account'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import type { OpenTunnel } from '#shared/node/tunnel'
import type { PhoneSound } from '../media/heard-as'
import type { MediaGateway } from '../media/media-gateway'
import type { MediaPort } from '../media/media-port'
import type { OpenPageCall } from './calls/call-session'
import type { KeptDialog } from './calls/kept-dialog'
import type { SdpOrigin } from './calls/sdp-origin'

/** What the phone needs of its surroundings; `main.ts` supplies it, tests supply fakes. */
export interface PhoneDependencies {
  readonly clock: Clock
  readonly logger: Logger
  /** UUIDv7 */
  readonly newId: () => string
  readonly accounts: AccountStore
  readonly messages: LineMessageStore
  readonly media: MediaPort
  /** The same for calls over lines that speak no WebRTC. */
  readonly gateway: Pick<MediaGateway, 'mediaFor' | 'onRestarted'>
  readonly directory: CallDirectory
  readonly journal: CallJournal
  readonly openPageCall: OpenPageCall
  /** `User-Agent` header, e.g. `Otklik/0.1.0`. */
  readonly userAgent: string
  /** How the person wishes to hear of it; `null`: not at all. */
  readonly heardAs: (sound: PhoneSound) => PlayedSound | null
  /** The way through a proxy to servers of WebSockets; without it there is none. */
  readonly openTunnel?: OpenTunnel
  /** Where running calls are noted, so that talks go on after a crash and the others leave a line in the history. */
  readonly liveCalls?: LiveCallStore
}

/** What must be known of a call that is under way, should this process die. */
export interface LiveCall {
  readonly record: CallRecord
  readonly answeredAtMs: number | null
  /** The last moment at which the call was known to live. */
  readonly seenAtMs: number
  /** `null`: nothing to go on with; it does not stand yet, or is a call into a page. */
  readonly talk: KeptTalk | null
}

/** A talk as the process after this one goes on with it. */
export interface KeptTalk extends Pick<CallState, 'isMuted' | 'isHeld' | 'wantsHold' | 'isHeldRemotely'> {
  readonly accountId: SipAccountId
  /** As the account said when the call began. */
  readonly sound: SipMedia
  readonly presentation: CallPresentation | null
  readonly isJoined: boolean
  readonly takesTelephoneEvents: boolean
  /** Of our last description. */
  readonly origin: SdpOrigin | null
  readonly dialog: KeptDialog
}

export interface LiveCallStore {
  /** Replaces what was noted before; the empty list at the end of the last call. */
  save(calls: readonly LiveCall[]): void
  /** What the process before this one left behind. */
  load(): readonly LiveCall[]
}

/** `key`: by which a message that comes again is known. */
export interface KeptLineMessage extends LineMessage {
  readonly key: string
}

export interface LineMessageStore {
  /** Newest first. */
  list(): readonly KeptLineMessage[]
  /** On the disk when it returns. */
  save(messages: readonly KeptLineMessage[]): void
}

export interface AccountStore {
  list(): readonly SipAccount[]
  save(account: SipAccount): void
  remove(id: SipAccountId): void
  /** Decrypted at the moment of use, never kept. */
  readPassword(id: SipAccountId): string | null
  writePassword(id: SipAccountId, password: string): void
  /** Keys of the company’s locks that saving this would break. */
  brokenLocks(account: SipAccount): readonly string[]
  /** With what the company has locked in place of what is given. */
  underLocks(account: SipAccount): SipAccount
  /** The key of the policy by which the company hands this line out; `null`: it may be removed. */
  keptBy(id: SipAccountId): string | null
  /** Lines came, went or changed by another hand than the screen’s. */
  onChanged(listener: () => void): Disposable
}

export interface Caller {
  readonly chatId: ChatId
  readonly name: string | null
  readonly subject: string | null
  readonly lastLine: string | null
  /** Everybody with this number, where it is several people's. */
  readonly callers?: readonly CallerChoice[]
}

/** Who is behind a number; answers `null` when unknown or when the hub does not answer in time. */
export interface CallDirectory {
  findByNumber(number: string): Promise<Caller | null>
  findByChat(chatId: ChatId): Promise<Caller | null>
}

/** Ended calls on their way to the hub: durable before `record` returns, delivered once the hub takes them. */
export interface CallJournal {
  record(call: CallRecord): void
}

export interface Phone extends Disposable {
  readonly callHandlers: HandlersOf<CallsContract>
  readonly sipHandlers: HandlersOf<SipContract>
  /** A call that rings is told «busy» and stands in the history as missed; nothing where it rings no more. */
  turnAway(id: CallId): void
  onCallsChanged(listener: (calls: readonly CallSnapshot[]) => void): Disposable
  /** Texts that came to the lines, newest first. */
  messages(): LineMessage[]
  /** One more came and is kept. */
  onMessage(listener: (message: LineMessage) => void): Disposable
  onLinesChanged(listener: (lines: readonly SipLine[]) => void): Disposable
  colleagues(): ColleagueSnapshot[]
  /** Whose lines are asked about from now on. */
  setColleagues(list: readonly Colleague[]): void
  onColleaguesChanged(listener: (colleagues: readonly ColleagueSnapshot[]) => void): Disposable
  onTestProgress(
    listener: (progress: { readonly testId: string; readonly steps: readonly SipTestStep[] }) => void,
  ): Disposable
  onOpenChat(listener: (chatId: ChatId) => void): Disposable
  /** Connects every enabled account. */
  start(): void
  /** The store was changed by another hand than `sipHandlers`. */
  followAccounts(): void
  /** IP addresses of the servers that lines are connected to, or were. */
  serverAddresses(): readonly string[]
  /** Another network or address: every connection is opened anew at once. */
  handleNetworkChanged(): void
  /** The person wishes to hear of calls in another way. */
  handleSoundsChanged(): void
  /** The computer woke up: as after a change of network. */
  handleWake(): void
  /** Ends calls and unregisters, for at most two seconds. */
  stop(): Promise<void>
}
