import { createStore, type StoreApi } from 'zustand/vanilla'

import type { RequestsOf, EventsOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import type { CallPresentation, CallSnapshot } from '#shared/domain/call'
import type { CallId, ChatId, SipAccountId } from '#shared/domain/ids'
import { hasVoice } from '#shared/domain/several-calls'
import type { Disposable } from '#shared/lib/disposable'
import { amongOthers } from './call-controls'

export type StartRefusal = 'noAccount' | 'notRegistered' | 'serverBusy' | 'badNumber'

/** What the person was told about an attempt that led to no call. */
export interface CallAttempt {
  readonly number: string
  readonly refusal: StartRefusal | 'bug'
}

export interface CallsState {
  /** Has main said which calls there are? */
  readonly isLoaded: boolean
  /** The call about which somebody is writing, running or over. */
  readonly remarkOf: CallId | null
  readonly calls: readonly CallSnapshot[]
  /** The tab that the person chose, or who was talked to last; `null` = whichever needs attention. */
  readonly chosen: CallId | null
  readonly refused: CallAttempt | null
}

export interface StartOptions {
  readonly chatId?: ChatId | null
  readonly accountId?: SipAccountId | null
  readonly presentation?: CallPresentation | null
}

export interface CallsStore extends StoreApi<CallsState>, Disposable {
  readonly choose: (id: CallId) => void
  readonly startCall: (number: string, options?: StartOptions) => Promise<boolean>
  /** Into the visitor's page; whether it may be is the hub's word, and comes as the end of the call. */
  readonly startPageCall: (chatId: ChatId, presentation: CallPresentation | null) => Promise<void>
  /** Takes what rings at a colleague; `false`: nothing rings there any more. */
  readonly pickUp: (colleagueId: string) => Promise<boolean>
  /** The same client the same way. */
  readonly redial: (call: CallSnapshot) => Promise<void>
  readonly answer: (id: CallId) => Promise<void>
  /** What is being talked on ends instead of waiting. */
  readonly endAndAnswer: (id: CallId) => Promise<void>
  readonly decline: (id: CallId) => Promise<void>
  readonly hangUp: (id: CallId) => Promise<void>
  readonly setHeld: (id: CallId, held: boolean) => Promise<void>
  readonly setMuted: (id: CallId, muted: boolean) => Promise<void>
  readonly sendDtmf: (id: CallId, digits: string) => Promise<void>
  /** `false`: nothing dialable in it. */
  readonly transfer: (id: CallId, number: string) => Promise<boolean>
  readonly connect: (id: CallId, withId: CallId) => Promise<void>
  /** A conference of three. */
  readonly join: (id: CallId, withId: CallId) => Promise<void>
  readonly separate: (id: CallId) => Promise<void>
  readonly openChat: (id: CallId) => Promise<void>
  /** Says whose call it is. */
  readonly assign: (id: CallId, chatId: ChatId) => Promise<void>
  readonly dismissRefusal: () => void
  /** Opens the box in which one writes about this call; `null` closes it. */
  readonly openRemark: (id: CallId | null) => void
}

export interface CallsPort {
  readonly requests: RequestsOf<CallsContract>
  readonly onListChanged: (listener: (calls: EventsOf<CallsContract>['listChanged']) => void) => Disposable
  /** For a computer without a line; `null`: there is nothing else to call with. */
  readonly dialWithoutLine: (number: string) => Promise<boolean | null>
}

/** A projection of main's call machines. It decides nothing: every action asks main and the next list tells. */
export function createCallsStore({ requests, onListChanged, dialWithoutLine }: CallsPort): CallsStore {
  const store = createStore<CallsState>(() => ({
    isLoaded: false,
    remarkOf: null,
    calls: [],
    chosen: null,
    refused: null,
  }))
  let heard = false
  const subscription = onListChanged((calls) => {
    heard = true
    take(calls)
  })
  requests.list().then(
    (calls) => {
      // An event that came while the list was under way is newer than the answer.
      if (!heard) take(calls)
    },
    (error: unknown) => {
      reportError(error)
    },
  )

  function take(calls: readonly CallSnapshot[]): void {
    const { chosen: before, calls: known } = store.getState()
    const chosen = voiceThatMoved(known, calls) ?? before
    const isChosenThere = calls.some((call) => call.id === chosen && call.phase.kind !== 'ended')
    store.setState({ isLoaded: true, calls, chosen: isChosenThere ? chosen : null })
  }

  async function startCall(
    number: string,
    { chatId = null, accountId = null, presentation = null }: StartOptions = {},
  ): Promise<boolean> {
    store.setState({ refused: null })
    try {
      const started = await requests.startCall({ number, chatId, accountId, presentation })
      const dialled = !started.ok && started.error.reason === 'noAccount' ? await dialWithoutLine(number) : null
      if (dialled !== null) return dialled
      if (started.ok) store.setState({ chosen: started.value })
      else store.setState({ refused: { number, refusal: started.error.reason } })
      return started.ok
    } catch (error) {
      store.setState({ refused: { number, refusal: 'bug' } })
      reportError(error)
      return false
    }
  }

  async function startPageCall(chatId: ChatId, presentation: CallPresentation | null): Promise<void> {
    store.setState({ refused: null })
    try {
      store.setState({ chosen: await requests.startPageCall({ chatId, presentation }) })
    } catch (error) {
      store.setState({ refused: { number: '', refusal: 'bug' } })
      reportError(error)
    }
  }

  return {
    ...store,
    choose(id) {
      store.setState({ chosen: id })
    },
    startCall,
    startPageCall,
    async pickUp(colleagueId) {
      const taken = await requests.pickUp({ colleagueId })
      if (taken.ok) store.setState({ chosen: taken.value })
      return taken.ok
    },
    async redial({ route, number, chatId, accountId, presentation }) {
      if (route === 'phone') await startCall(number, { chatId, accountId, presentation })
      else if (chatId !== null) await startPageCall(chatId, presentation)
    },
    // A refusal means that the call is already elsewhere; the list that follows shows where.
    answer: async (id) => void (await requests.answer({ id })),
    endAndAnswer: async (id) => void (await requests.endAndAnswer({ id })),
    decline: async (id) => void (await requests.decline({ id })),
    hangUp: async (id) => void (await requests.hangUp({ id })),
    setHeld: async (id, held) => void (await (held ? requests.hold({ id }) : requests.resume({ id }))),
    setMuted: async (id, muted) => void (await requests.setMuted({ id, muted })),
    sendDtmf: async (id, digits) => void (await requests.sendDtmf({ id, digits })),
    async transfer(id, number) {
      const done = await requests.transfer({ id, number })
      // Of a call that is elsewhere the list tells.
      return done.ok || done.error.reason !== 'badNumber'
    },
    connect: async (id, withId) => void (await requests.connect({ id, withId })),
    join: async (id, withId) => void (await requests.join({ id, withId })),
    separate: async (id) => void (await requests.separate({ id })),
    openChat: async (id) => void (await requests.openChat({ id })),
    assign: async (id, chatId) => void (await requests.assign({ id, chatId })),
    dismissRefusal() {
      store.setState({ refused: null })
    },
    openRemark(id) {
      store.setState({ remarkOf: id })
    },
    dispose: () => {
      subscription.dispose()
    },
  }
}

/**
 * Who is talked to now and was not before: answered or resumed from wherever, a key of the headset too. The bar follows,
 * else its mute and its end would be those of a call that waits. `null`: nobody new, or a conference.
 */
function voiceThatMoved(before: readonly CallSnapshot[], now: readonly CallSnapshot[]): CallId | null {
  const had = new Set(
    amongOthers(before)
      .filter(hasVoice)
      .map(({ id }) => id),
  )
  return amongOthers(now).find((call) => hasVoice(call) && !call.isJoined && !had.has(call.id))?.id ?? null
}
