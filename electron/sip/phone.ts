import type { SipLine } from '#shared/contract/ipc/sip'
import type { CallSnapshot } from '#shared/domain/call'
import type { ColleagueSnapshot } from '#shared/domain/colleague'
import type { ChatId } from '#shared/domain/ids'
import type { LineMessage } from '#shared/domain/line-message'
import type { SipTestStep } from '#shared/domain/sip-account'
import { sleep } from '#shared/lib/clock'
import { DisposableStore } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError } from '#shared/lib/logger'
import { AccountLines } from './account/account-lines'
import { createSipHandlers } from './account/sip-handlers'
import { createCallHandlers } from './calls/call-handlers'
import { CallList } from './calls/call-list'
import { CardOpener } from './calls/card-opener'
import { Colleagues } from './colleagues/colleagues'
import { LineMessages } from './line-messages'
import type { Phone, PhoneDependencies } from './phone-ports'
import { returnToCalls } from './return-to-calls'
import { openFlow, type OpenFlow } from './transport/open-flow'

/** What only tests replace. */
export interface PhoneInternals {
  readonly openFlow?: OpenFlow
  readonly random?: () => number
}

const STOP_LIMIT_MS = 2_000
const STOP_CHECK_MS = 20

/** The telephone: accounts and their registrations, calls, and the account test. */
export function createPhone(deps: PhoneDependencies, internals: PhoneInternals = {}): Phone {
  const { clock, logger } = deps
  const owned = new DisposableStore()
  const emitter = <T>(name: string) =>
    owned.add(
      new Emitter<T>((error) => {
        logger.error('listener failed', { event: name, error: describeError(error) })
      }),
    )
  const callsChanged = emitter<readonly CallSnapshot[]>('callsChanged')
  const linesChanged = emitter<readonly SipLine[]>('linesChanged')
  const colleaguesChanged = emitter<readonly ColleagueSnapshot[]>('colleaguesChanged')
  const testProgress = emitter<{ readonly testId: string; readonly steps: readonly SipTestStep[] }>('testProgress')
  const openChat = emitter<ChatId>('openChat')
  const messageArrived = emitter<LineMessage>('messageArrived')
  const random = internals.random ?? Math.random
  const { openTunnel } = deps
  const open: OpenFlow =
    internals.openFlow ?? ((target, options) => openFlow(target, { ...options, ...(openTunnel && { openTunnel }) }))

  const cards = new CardOpener((chatId) => {
    openChat.emit(chatId)
  })
  const messages = new LineMessages({
    store: deps.messages,
    clock,
    logger,
    newId: deps.newId,
    onArrived: (message) => {
      messageArrived.emit(message)
    },
  })
  const calls = owned.add(
    new CallList({
      ...deps,
      random,
      onChanged: (snapshots) => {
        callsChanged.emit(snapshots)
        cards.handleCalls(snapshots)
      },
    }),
  )
  const lines = owned.add(
    new AccountLines({
      ...deps,
      random,
      openFlow: open,
      sessionDescriptionHandlerFactory: calls.sessionDescriptionHandlerFactory,
      onInvite: (line, invitation) => {
        calls.handleInvite(line, invitation)
      },
      onMessage: (line, message) => {
        messages.take(line.account.id, message)
      },
      onReachable: (line, isReachable) => {
        calls.handleReachable(line, isReachable)
        colleagues.handleReachable(line, isReachable)
      },
      onRetired: (line) => {
        calls.hangUpAll(line)
        colleagues.handleRetired(line)
      },
      onChanged: (snapshots) => {
        linesChanged.emit(snapshots)
      },
    }),
  )

  const colleagues = owned.add(
    new Colleagues({
      clock,
      logger,
      line: (id) => lines.get(id),
      onChanged: (snapshots) => {
        colleaguesChanged.emit(snapshots)
      },
    }),
  )

  return {
    callHandlers: createCallHandlers({
      calls,
      clock,
      lines: () => lines.all(),
      pickup: (id) => colleagues.pickup(id),
      openChat: (chatId) => {
        openChat.emit(chatId)
      },
    }),
    sipHandlers: createSipHandlers({
      ...deps,
      lines,
      messages,
      openFlow: open,
      onTestProgress: (progress) => {
        testProgress.emit(progress)
      },
    }),
    turnAway(id) {
      const call = calls.get(id)
      if (call?.state.stage.kind === 'incoming') call.dispatch({ kind: 'turnAway' })
    },
    onCallsChanged: (listener) => callsChanged.on(listener),
    messages: () => [...messages.list()],
    onMessage: (listener) => messageArrived.on(listener),
    onLinesChanged: (listener) => linesChanged.on(listener),
    colleagues: () => colleagues.snapshots(),
    setColleagues: (list) => {
      colleagues.set(list)
    },
    onColleaguesChanged: (listener) => colleaguesChanged.on(listener),
    onTestProgress: (listener) => testProgress.on(listener),
    onOpenChat: (listener) => openChat.on(listener),
    start() {
      lines.start()
      returnToCalls(deps, lines, calls)
    },
    followAccounts() {
      lines.followStore()
    },
    serverAddresses: () => [...new Set(lines.all().flatMap(({ serverAddress }) => serverAddress ?? []))],
    handleNetworkChanged() {
      lines.handleNetworkChanged()
      calls.handleNetworkChanged()
    },
    handleSoundsChanged() {
      calls.handleSoundsChanged()
    },
    handleWake() {
      this.handleNetworkChanged()
    },
    async stop() {
      calls.hangUpAll()
      const isOver = () => calls.snapshots().every(({ phase }) => phase.kind === 'ended')
      const goodbye = async () => {
        const end = clock.now() + STOP_LIMIT_MS / 2
        while (!isOver() && clock.now() < end) await sleep(clock, STOP_CHECK_MS)
        await lines.close()
      }
      await Promise.race([goodbye(), sleep(clock, STOP_LIMIT_MS)])
      owned.dispose()
    },
    dispose() {
      owned.dispose()
    },
  }
}
