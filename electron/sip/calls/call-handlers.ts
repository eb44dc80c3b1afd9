import { Inviter, URI } from 'sip.js'

import type { HandlersOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import type { CallPresentation } from '#shared/domain/call'
import type { CallEvent } from '#shared/domain/call-state'
import { cleanDialString, type DialTarget } from '#shared/domain/dial-string'
import type { CallId, ChatId, SipAccountId } from '#shared/domain/ids'
import { connectable, joinable, whoMustWait } from '#shared/domain/several-calls'
import { sleep, type Clock } from '#shared/lib/clock'
import { err, ok } from '#shared/lib/result'
import type { AccountLine } from '../account/account-line'
import type { Pickup } from '../colleagues/pickup'
import type { CallList } from './call-list'
import type { CallRunner } from './call-runner'
import { pickupEndReason } from '../sip-failure'
import { presentationOptions } from './presentation-headers'

export interface CallHandlerDependencies {
  readonly calls: CallList
  readonly clock: Clock
  readonly lines: () => readonly AccountLine[]
  /** How the call that rings at a colleague is taken; `null`: none rings there, or there is no way. */
  readonly pickup: (colleagueId: string) => Pickup | null
  readonly openChat: (chatId: ChatId) => void
}

/** A far side that does not confirm a hold in this time is muted instead, so that it hears nothing of the other call. */
const HOLD_LIMIT_MS = 4_000
const HOLD_CHECK_MS = 50

export function createCallHandlers(deps: CallHandlerDependencies): HandlersOf<CallsContract> {
  const { calls } = deps

  function act(id: CallId, event: CallEvent) {
    const call = calls.get(id)
    if (!call) return err({ reason: 'unknownCall' as const })
    return call.dispatch(event) ? ok(null) : err({ reason: 'wrongPhase' as const })
  }

  /** One voice at a time: whoever is talked to now waits. */
  async function holdOthers(id: CallId): Promise<void> {
    const waiting = whoMustWait(calls.amongOthers(), id)
    const talking = waiting.flatMap((each) => calls.get(each) ?? [])
    for (const call of talking) call.dispatch({ kind: 'hold' })
    const end = deps.clock.now() + HOLD_LIMIT_MS
    while (talking.some(isHoldPending) && deps.clock.now() < end) await sleep(deps.clock, HOLD_CHECK_MS)
    for (const call of talking) {
      if (call.state.stage.kind === 'active' && !call.state.isHeld) call.dispatch({ kind: 'setMuted', muted: true })
    }
  }

  /** Its other calls, where all of a conference waits: it comes back as a whole. */
  function restOfWaitingConference(id: CallId): readonly CallId[] {
    const { conference } = calls
    const isWaiting = conference.every((each) => calls.get(each)?.state.wantsHold === true)
    return conference.includes(id) && isWaiting ? conference.filter((each) => each !== id) : []
  }

  async function actAlone(id: CallId, event: CallEvent, isReady: (call: CallRunner) => boolean) {
    const call = calls.get(id)
    if (!call) return err({ reason: 'unknownCall' as const })
    if (!isReady(call)) return err({ reason: 'wrongPhase' as const })
    await holdOthers(id)
    return act(id, event)
  }

  return {
    list: () => calls.snapshots(),
    async startCall({ number, chatId, accountId, presentation }) {
      const target = cleanDialString(number)
      if (!target) return err({ reason: 'badNumber' as const })
      const chosen = chooseLine(deps.lines(), accountId)
      if (!chosen.ok) return chosen
      const line = chosen.value
      const session = () => makeInviter(line, target, presentation)
      const id = calls.startOutgoing(line, { number: target.user, chatId, presentation }, session)
      void holdOthers(id)
      return ok(id)
    },
    pickUp({ colleagueId }) {
      const pickup = deps.pickup(colleagueId)
      if (!pickup) return err({ reason: 'nothingRings' as const })
      const { line, number, makeSession } = pickup
      const target = { number, chatId: null, presentation: null }
      const id = calls.startOutgoing(line, target, makeSession, pickupEndReason)
      void holdOthers(id)
      return ok(id)
    },
    startPageCall({ chatId, presentation }) {
      const id = calls.startOnPage(chatId, presentation)
      void holdOthers(id)
      return id
    },
    answer: ({ id }) => actAlone(id, { kind: 'answer' }, ({ state }) => state.stage.kind === 'incoming'),
    endAndAnswer({ id }) {
      const call = calls.get(id)
      if (!call) return err({ reason: 'unknownCall' as const })
      if (call.state.stage.kind !== 'incoming') return err({ reason: 'wrongPhase' as const })
      for (const other of whoMustWait(calls.amongOthers(), id)) {
        // Until the goodbye is through nothing of the next talk is heard there.
        act(other, { kind: 'setMuted', muted: true })
        act(other, { kind: 'hangUp' })
      }
      return act(id, { kind: 'answer' })
    },
    decline: ({ id }) => act(id, { kind: 'decline' }),
    hangUp: ({ id }) => act(id, { kind: 'hangUp' }),
    hold: ({ id }) => act(id, { kind: 'hold' }),
    resume({ id }) {
      for (const other of restOfWaitingConference(id)) act(other, { kind: 'resume' })
      return actAlone(id, { kind: 'resume' }, ({ state }) => state.stage.kind === 'active' && state.wantsHold)
    },
    setMuted({ id, muted }) {
      // In a conference there is one own voice.
      if (calls.conference.includes(id))
        for (const other of calls.conference) if (other !== id) act(other, { kind: 'setMuted', muted })
      return act(id, { kind: 'setMuted', muted })
    },
    join({ id, withId }) {
      const [own, other] = [calls.get(id), calls.get(withId)]
      if (!own || !other) return err({ reason: 'unknownCall' as const })
      if (joinable(calls.amongOthers(), id) === null || !isFree(own) || !isFree(other) || own === other)
        return err({ reason: 'wrongPhase' as const })
      const muted = [own, other].some(({ state }) => !state.wantsHold && state.isMuted)
      for (const call of [own, other]) if (call.state.isMuted !== muted) act(call.id, { kind: 'setMuted', muted })
      calls.join([id, withId])
      for (const third of whoMustWait(calls.amongOthers(), id)) act(third, { kind: 'hold' })
      for (const call of [own, other]) if (call.state.wantsHold) act(call.id, { kind: 'resume' })
      return ok(null)
    },
    separate({ id }) {
      const call = calls.get(id)
      if (!call) return err({ reason: 'unknownCall' as const })
      if (!calls.conference.includes(id)) return err({ reason: 'wrongPhase' as const })
      calls.join([])
      for (const other of whoMustWait(calls.amongOthers(), id)) act(other, { kind: 'hold' })
      if (call.state.wantsHold) act(id, { kind: 'resume' })
      return ok(null)
    },
    transfer({ id, number }) {
      const dialled = cleanDialString(number)
      if (!dialled) return err({ reason: 'badNumber' as const })
      if (calls.get(id)?.known.route === 'page' || calls.conference.includes(id))
        return err({ reason: 'wrongPhase' as const })
      const target = dialled.domain === null ? dialled.user : `${dialled.user}@${dialled.domain}`
      return act(id, { kind: 'transfer', target: { number: target, withCall: null } })
    },
    connect({ id, withId }) {
      const other = calls.get(withId)
      if (!other) return err({ reason: 'unknownCall' as const })
      if (!connectable(calls.amongOthers(), id).includes(withId)) return err({ reason: 'wrongPhase' as const })
      const { number } = other.known
      other.dispatch({ kind: 'setPartner', isPartner: true })
      const done = act(id, { kind: 'transfer', target: { number, withCall: withId } })
      if (!done.ok) other.dispatch({ kind: 'setPartner', isPartner: false })
      return done
    },
    sendDtmf: ({ id, digits }) => act(id, { kind: 'sendDtmf', digits }),
    assign({ id, chatId }) {
      const call = calls.get(id)
      if (!call) return err({ reason: 'unknownCall' as const })
      if (call.state.stage.kind === 'ended') return err({ reason: 'wrongPhase' as const })
      call.assign(chatId)
      return ok(null)
    },
    openChat({ id }) {
      const call = calls.get(id)
      if (!call) return err({ reason: 'unknownCall' as const })
      if (call.chatId === null) return err({ reason: 'wrongPhase' as const })
      deps.openChat(call.chatId)
      return ok(null)
    },
  }
}

/** Connected, and not on its way to somebody else. */
function isFree({ state }: CallRunner): boolean {
  return state.stage.kind === 'active' && (state.transfer.kind === 'none' || state.transfer.kind === 'failed')
}

function isHoldPending({ state }: CallRunner): boolean {
  return state.stage.kind === 'active' && state.wantsHold && !state.isHeld
}

function chooseLine(lines: readonly AccountLine[], accountId: SipAccountId | null) {
  const usable = lines.filter(({ account }) => account.isEnabled && (accountId === null || account.id === accountId))
  const connected = usable.filter((candidate) => candidate.isRegistered)
  const line = connected.find((candidate) => !candidate.isAskedToWait)
  if (line) return ok(line)
  if (connected.length > 0) return err({ reason: 'serverBusy' as const })
  return err({ reason: usable.length === 0 ? ('noAccount' as const) : ('notRegistered' as const) })
}

/** Early media is ours (`CallMedia.applyEarlyAnswer`): the library's own way loses calls that fork (c.4 row 12). */
function makeInviter(line: AccountLine, target: DialTarget, presentation: CallPresentation | null): Inviter {
  const { domain } = line.account
  const uri = new URI('sip', target.user, target.domain ?? domain, undefined, {})
  return new Inviter(line.agent.userAgent, uri, { earlyMedia: false, ...presentationOptions(presentation, domain) })
}
