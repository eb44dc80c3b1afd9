import { createHash } from 'node:crypto'

import {
  Core,
  SIPExtension,
  URI,
  UserAgent,
  UserAgentState,
  type Invitation,
  type Message,
  type Notification,
  type SessionDescriptionHandlerFactory,
  type UserAgentDelegate,
} from 'sip.js'

import type { SipAccount, SipTransport as TransportKind } from '#shared/domain/sip-account'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import type { Result } from '#shared/lib/result'
import { installGrammarFastPath } from './grammar/sip-grammar-fast-path'
import { installMessageFastPath } from './grammar/message-fast-path'
import { libraryLog } from './sip-log'
import { quotable } from './calls/presentation-headers'
import type { Flow } from './transport/flow'
import { SipTransport, type SipTransportOptions } from './transport/sip-transport'
import type { TransportFailure } from './transport/transport-failure'
import { installSecondTries } from './second-tries'
import { refreshSession, endSession } from './session-refresh'
import { DialogExtensions } from './transport/dialog-extensions'
import { installUniqueBranches } from './unique-branches'

export interface UserAgentInput {
  readonly account: Pick<
    SipAccount,
    'id' | 'transport' | 'domain' | 'user' | 'authUser' | 'displayName' | 'outboundProxy'
  >
  readonly userAgentHeader: string
  readonly clock: Clock
  readonly logger: Logger
  readonly open: () => Promise<Result<Flow, TransportFailure>>
  /** Read at every challenge and not kept. */
  readonly readPassword: () => string | null
  readonly sessionDescriptionHandlerFactory: SessionDescriptionHandlerFactory
  readonly onInvite: (invitation: Invitation) => void
  /** A notice nobody asked for; it is accepted whatever it says. */
  readonly onNotify?: (notification: Notification) => void
  /** A text to the line; left out, nobody is there to read it (480). */
  readonly onMessage?: (message: Message) => void
}

export interface AccountUserAgent {
  readonly userAgent: UserAgent
  readonly transport: SipTransport
  /** Also starts the user agent: a stopped one drops every request. */
  readonly connect: () => Promise<void>
}

/** The PBX decides how long an unanswered call rings; this only ends what it forgot. */
const NO_ANSWER_S = 180

const PROTOCOLS = { ws: 'WS', wss: 'WSS', tcp: 'TCP', tls: 'TLS', udp: 'UDP' } as const

/** One library user agent with every switch that facts/telephony.md c.4 asks for. */
export function createUserAgent(input: UserAgentInput): AccountUserAgent {
  installGrammarFastPath()
  installMessageFastPath()
  installUniqueBranches()
  installSecondTries()
  const { account } = input
  const contactUser = contactName(account.id)
  const viaHost = `${contactUser}.invalid`
  const transportOptions: SipTransportOptions = {
    protocol: PROTOCOLS[account.transport],
    viaHost,
    contactUser,
    open: input.open,
    logger: input.logger,
  }
  const userAgent = new UserAgent({
    uri: new URI('sip', account.user, account.domain, undefined, {}),
    authorizationUsername: account.authUser ?? account.user,
    displayName: quotable(account.displayName ?? ''),
    contactName: contactUser,
    contactParams: { transport: account.transport === 'wss' ? 'ws' : account.transport },
    viaHost,
    preloadedRouteSet: account.outboundProxy === null ? [] : [route(account.outboundProxy, account.transport)],
    forceRport: account.transport !== 'ws' && account.transport !== 'wss',
    instanceId: account.id,
    userAgentString: input.userAgentHeader,
    transportConstructor: SipTransport,
    transportOptions,
    sessionDescriptionHandlerFactory: input.sessionDescriptionHandlerFactory,
    // The call machine sends 180 itself, at once and whatever the INVITE requires (row 10).
    sendInitialProvisionalResponse: false,
    sipExtension100rel: SIPExtension.Supported,
    // A call that takes the place of one of ours is the end of somebody's attended transfer (docs/adr/0026).
    sipExtensionReplaces: SIPExtension.Supported,
    noAnswerTimeout: NO_ANSWER_S,
    gracefulShutdown: false,
    logBuiltinEnabled: false,
    logConfiguration: false,
    logConnector: libraryLog(input.logger),
    delegate: delegate(input),
  })
  const { configuration } = userAgent.userAgentCore
  // Advertised by the library without flow handling behind it (row 17).
  configuration.supportedOptionTags = configuration.supportedOptionTags.filter((tag) => tag !== 'outbound')
  configuration.supportedOptionTagsResponse = configuration.supportedOptionTagsResponse.filter(
    (tag) => tag !== 'outbound',
  )
  configuration.authenticationFactory = () =>
    new Core.DigestAuthentication(
      userAgent.getLoggerFactory(),
      undefined,
      account.authUser ?? account.user,
      input.readPassword() ?? '',
    )
  for (const tags of [configuration.supportedOptionTags, configuration.supportedOptionTagsResponse]) tags.push('timer')
  const transport = userAgent.transport as SipTransport
  transport.extensions = new DialogExtensions({
    clock: input.clock,
    dialogState: (id) => {
      const dialog = userAgent.userAgentCore.dialogs.get(id)
      return dialog ? (dialog.early ? 'early' : 'confirmed') : null
    },
    deliver: (text) => {
      transport.deliverMadeUp(text)
    },
    contact: () => userAgent.contact.toString(),
    onRefreshDue: (callId) => {
      refreshSession(userAgent, callId, input.logger)
    },
    onExpired: (callId) => {
      endSession(userAgent, callId, input.logger)
    },
  })
  return {
    userAgent,
    transport,
    connect: () => (userAgent.state === UserAgentState.Stopped ? userAgent.start() : transport.connect()),
  }
}

/** RFC 3261 §8.1.2: a loose route, and by the transport that the person chose. */
function route(proxy: string, transport: TransportKind): string {
  const parameter = transport === 'udp' ? '' : `;transport=${transport === 'wss' ? 'ws' : transport}`
  return `<sip:${proxy}${parameter};lr>`
}

/** Same account, same token: after a crash the registrar replaces the binding instead of adding one. */
function contactName(accountId: string): string {
  return createHash('sha256').update(accountId).digest('hex').slice(0, 12)
}

/** Row 18: notices are taken, those of voice mail heard, check-sync ignored; nobody may make us call by REFER. */
function delegate({
  onInvite,
  onNotify,
  onMessage,
}: Pick<UserAgentInput, 'onInvite' | 'onNotify' | 'onMessage'>): UserAgentDelegate {
  return {
    onInvite,
    onNotify: (notification) => {
      void notification.accept()
      onNotify?.(notification)
    },
    onMessage: (message) => {
      if (onMessage) onMessage(message)
      else void message.reject({ statusCode: 480 })
    },
    onReferRequest: (request) => void request.reject({ statusCode: 603 }),
    onRegisterRequest: (request) => void request.reject({ statusCode: 405 }),
    onSubscribeRequest: (request) => void request.reject({ statusCode: 489 }),
  }
}
