import type { PortalFrame } from '#shared/contract/portal'
import {
  VISITOR_CALL_RETURN_MS,
  VISITOR_RINGS_FOR_MS,
  type HubCallFrame,
  type VisitorCallRefusal,
} from '#shared/contract/visitor-calls'
import type { CallId } from '#shared/domain/ids'
import type { PageCallRefusal } from '#shared/domain/site-chat'

/** Who is called, and what the page says of it. */
export interface Callee {
  readonly visitorId: string
  readonly conversationId: string
  readonly company: string
  readonly note: string | null
}

export type CallFrameToPage = Extract<PortalFrame, { type: 'call' | 'callOffer' | 'callOver' }>
type OverForPage = Extract<PortalFrame, { type: 'callOver' }>['why']
type OverForDesk = Extract<HubCallFrame, { type: 'refused' | 'over' }>

/**
 * One call of a desk to the pages of one visitor (spec K6).
 *
 *     ringing ── a page describes itself ──▶ taken
 *        │                                     │
 *        └──────────────▶ over ◀───────────────┘   terminal; kept for a while for a side that was away
 *
 * - `ringing`: every open page of the visitor rings, also one that opens meanwhile.
 * - `taken`: by the first page that answered; it alone speaks for the visitor until the end.
 * - `over`: each side that asks hears how it ended.
 */
type CallPhase =
  | { readonly kind: 'ringing' }
  | { readonly kind: 'taken'; readonly pageId: string }
  | { readonly kind: 'over'; readonly forDesk: OverForDesk; readonly forPage: OverForPage }

interface Offer {
  /** Ours, rising. */
  readonly number: number
  readonly desksNumber: number | undefined
  readonly sdp: string
}

export interface VisitorCall {
  readonly id: CallId
  readonly callee: Callee
  readonly phase: CallPhase
  readonly isDeskHere: boolean
  /** The newest. */
  readonly offer: Offer
  /** To that offer. */
  readonly answer: string | null
  /** A page has said that it shows the call. */
  readonly isShown: boolean
  /** Pages of the visitor with a line. */
  readonly open: ReadonlySet<string>
  /** Pages that were rung and whose line broke: they may come back. */
  readonly missing: ReadonlySet<string>
  /** Pages in which the call does not ring any more while it rings in others. */
  readonly out: ReadonlyMap<string, Exclude<PageCallRefusal, 'declined'> | 'away'>
}

export type CallTimer = 'ring' | 'deskReturn' | 'pageReturn' | 'forget'

export type CallEvent =
  | { readonly type: 'deskReturned'; readonly by: 'call' | 'resume' }
  | { readonly type: 'deskLost' }
  | { readonly type: 'deskOffered'; readonly sdp: string; readonly number: number | undefined }
  | { readonly type: 'deskHungUp' }
  | { readonly type: 'pageOpened'; readonly pageId: string }
  | { readonly type: 'pageLost'; readonly pageId: string }
  | { readonly type: 'pageRings'; readonly pageId: string }
  | { readonly type: 'pageAnswered'; readonly pageId: string; readonly offerNumber: number; readonly sdp: string }
  | { readonly type: 'pageRefused'; readonly pageId: string; readonly reason: PageCallRefusal }
  | { readonly type: 'pageHungUp'; readonly pageId: string }
  | { readonly type: 'pageIsHere'; readonly pageId: string }
  | { readonly type: 'timeUp'; readonly timer: CallTimer }

export type CallEffect =
  | { readonly do: 'tellDesk'; readonly frame: HubCallFrame }
  | { readonly do: 'tellPage'; readonly pageId: string; readonly frame: CallFrameToPage }
  | { readonly do: 'start'; readonly timer: CallTimer; readonly ms: number }
  | { readonly do: 'stop'; readonly timer: CallTimer }
  /** Nothing more will be said to the desk on this line. */
  | { readonly do: 'partFromDesk' }
  | { readonly do: 'forget' }

export interface Step {
  readonly call: VisitorCall
  readonly effects: readonly CallEffect[]
}

/** For whoever comes late to hear how it ended. */
const KEPT_FOR_MS = 60_000

export function beginCall(
  id: CallId,
  callee: Callee,
  offer: { readonly sdp: string; readonly number: number | undefined },
  open: ReadonlySet<string>,
): Step {
  const call: VisitorCall = {
    id,
    callee,
    phase: { kind: 'ringing' },
    isDeskHere: true,
    offer: { number: 1, desksNumber: offer.number, sdp: offer.sdp },
    answer: null,
    isShown: false,
    open,
    missing: new Set(),
    out: new Map(),
  }
  if (open.size === 0) return end(call, { type: 'refused', reason: 'away' }, 'cancelled')
  return { call, effects: [{ do: 'start', timer: 'ring', ms: VISITOR_RINGS_FOR_MS }, ...ring(call)] }
}

/** An event that fits no longer changes nothing; whoever said it hears how the call stands. */
export function nextStep(call: VisitorCall, event: CallEvent): Step {
  switch (event.type) {
    case 'deskReturned':
      return deskReturned(call, event.by)
    case 'deskLost':
      if (call.phase.kind === 'over') return { call: { ...call, isDeskHere: false }, effects: [] }
      return {
        call: { ...call, isDeskHere: false },
        effects: [{ do: 'start', timer: 'deskReturn', ms: VISITOR_CALL_RETURN_MS }],
      }
    case 'deskOffered':
      return deskOffered(call, event)
    case 'deskHungUp':
      if (call.phase.kind === 'over') return same(call)
      return end(call, { type: 'over', why: 'hungUp' }, call.phase.kind === 'taken' ? 'hungUp' : 'cancelled', 'desk')
    case 'pageOpened':
      return pageOpened(call, event.pageId)
    case 'pageLost':
      return pageLost(call, event.pageId)
    case 'pageRings':
      if (call.phase.kind !== 'ringing') return tellIfOut(call, event.pageId)
      if (call.isShown) return same(call)
      return { call: { ...call, isShown: true }, effects: [toDesk({ type: 'rings' })] }
    case 'pageAnswered':
      return pageAnswered(call, event)
    case 'pageRefused':
      return pageRefused(call, event.pageId, event.reason)
    case 'pageHungUp':
      return pageHungUp(call, event.pageId)
    case 'pageIsHere':
      return pageIsHere(call, event.pageId)
    case 'timeUp':
      return timeUp(call, event.timer)
  }
}

function deskReturned(call: VisitorCall, by: 'call' | 'resume'): Step {
  const { phase } = call
  const here = { ...call, isDeskHere: true }
  if (phase.kind === 'over') return { call: here, effects: [toDesk(phase.forDesk), { do: 'partFromDesk' }] }
  const isTaken = phase.kind === 'taken'
  const effects: CallEffect[] = [{ do: 'stop', timer: 'deskReturn' }]
  if (by === 'resume') effects.push(toDesk({ type: 'resumed', isTaken }))
  if (isTaken) effects.push(...describe(call))
  else if (call.isShown) effects.push(toDesk({ type: 'rings' }))
  return { call: here, effects }
}

function deskOffered(call: VisitorCall, { sdp, number }: Extract<CallEvent, { type: 'deskOffered' }>): Step {
  const { phase, offer } = call
  if (phase.kind === 'over') return same(call)
  if (number !== undefined && offer.desksNumber !== undefined && number <= offer.desksNumber)
    return { call, effects: number === offer.desksNumber && phase.kind === 'taken' ? describe(call) : [] }
  const next: VisitorCall = {
    ...call,
    offer: { number: offer.number + 1, desksNumber: number, sdp },
    answer: null,
  }
  return { call: next, effects: phase.kind === 'taken' ? offerTo(next, phase.pageId) : ring(next) }
}

function pageOpened(call: VisitorCall, pageId: string): Step {
  const missing = without(call.missing, pageId)
  const next = { ...call, open: new Set([...call.open, pageId]), missing }
  const { phase } = call
  // Its old line may have died unnoticed, and with it the word that the person hung up.
  if (phase.kind === 'taken' && phase.pageId === pageId)
    return { call: next, effects: [{ do: 'start', timer: 'pageReturn', ms: VISITOR_CALL_RETURN_MS }] }
  if (phase.kind !== 'ringing' || call.out.has(pageId)) return same(next)
  return { call: next, effects: [{ do: 'stop', timer: 'pageReturn' }, ringAt(next, pageId)] }
}

function pageLost(call: VisitorCall, pageId: string): Step {
  const next = { ...call, open: without(call.open, pageId) }
  const { phase } = call
  if (phase.kind === 'taken' && phase.pageId === pageId)
    return { call: next, effects: [{ do: 'start', timer: 'pageReturn', ms: VISITOR_CALL_RETURN_MS }] }
  if (phase.kind !== 'ringing' || call.out.has(pageId)) return same(next)
  return look({ ...next, missing: new Set([...call.missing, pageId]) })
}

function pageAnswered(
  call: VisitorCall,
  { pageId, offerNumber, sdp }: Extract<CallEvent, { type: 'pageAnswered' }>,
): Step {
  const { phase } = call
  const isByTaker = phase.kind === 'taken' && phase.pageId === pageId
  if (phase.kind !== 'ringing' && !isByTaker) return tellIfOut(call, pageId)
  const isAnswer = offerNumber === call.offer.number && call.answer === null
  const next: VisitorCall = { ...call, phase: { kind: 'taken', pageId }, answer: isAnswer ? sdp : call.answer }
  const effects: CallEffect[] = []
  if (!isByTaker) {
    effects.push({ do: 'stop', timer: 'ring' }, { do: 'stop', timer: 'pageReturn' })
    effects.push(...ringing(call).flatMap((other) => (other === pageId ? [] : [over(call, other, 'takenElsewhere')])))
  }
  if (isAnswer) effects.push(...describe(next))
  return { call: next, effects }
}

function pageRefused(call: VisitorCall, pageId: string, reason: PageCallRefusal): Step {
  const { phase } = call
  if (phase.kind === 'taken' && phase.pageId === pageId)
    return end(call, { type: 'over', why: 'hungUp' }, 'hungUp', pageId)
  if (phase.kind !== 'ringing') return same(call)
  if (reason === 'declined') return end(call, { type: 'refused', reason }, 'cancelled', pageId)
  return look({ ...call, out: new Map([...call.out, [pageId, reason]]) })
}

function pageHungUp(call: VisitorCall, pageId: string): Step {
  const { phase } = call
  if (phase.kind === 'taken' && phase.pageId === pageId)
    return end(call, { type: 'over', why: 'hungUp' }, 'hungUp', pageId)
  // Left while it rang: it will not come back.
  if (phase.kind === 'ringing' && !call.out.has(pageId))
    return look({ ...call, missing: without(call.missing, pageId), out: new Map([...call.out, [pageId, 'away']]) })
  return same(call)
}

function pageIsHere(call: VisitorCall, pageId: string): Step {
  const { phase } = call
  if (phase.kind !== 'taken' || phase.pageId !== pageId) return tellIfOut(call, pageId)
  const effects: readonly CallEffect[] = call.answer === null ? offerTo(call, pageId) : []
  return { call, effects: [{ do: 'stop', timer: 'pageReturn' }, ...effects] }
}

function timeUp(call: VisitorCall, timer: CallTimer): Step {
  const { phase } = call
  if (timer === 'forget') return { call, effects: [{ do: 'forget' }] }
  if (phase.kind === 'over') return same(call)
  if (timer === 'ring') return end(call, { type: 'refused', reason: 'noAnswer' }, 'cancelled')
  const isTaken = phase.kind === 'taken'
  if (timer === 'deskReturn') return end(call, { type: 'over', why: 'lost' }, isTaken ? 'lost' : 'cancelled')
  return isTaken ? end(call, { type: 'over', why: 'lost' }, 'lost') : end(call, whyNone(call), 'cancelled')
}

/** Does it still ring anywhere? A page whose line broke is waited for. */
function look(call: VisitorCall): Step {
  if (ringing(call).length > 0) return same(call)
  if (call.missing.size === 0) return end(call, whyNone(call), 'cancelled')
  return { call, effects: [{ do: 'start', timer: 'pageReturn', ms: VISITOR_CALL_RETURN_MS }] }
}

function whyNone(call: VisitorCall): OverForDesk {
  const reason: VisitorCallRefusal = [...call.out.values()].findLast((why) => why !== 'away') ?? 'away'
  return { type: 'refused', reason }
}

/** `by`: knows already. */
function end(call: VisitorCall, forDesk: OverForDesk, forPage: OverForPage, by: string | null = null): Step {
  const { phase } = call
  const told = phase.kind === 'taken' ? [phase.pageId].filter((pageId) => call.open.has(pageId)) : ringing(call)
  return {
    call: { ...call, phase: { kind: 'over', forDesk, forPage } },
    effects: [
      { do: 'stop', timer: 'ring' },
      { do: 'stop', timer: 'deskReturn' },
      { do: 'stop', timer: 'pageReturn' },
      { do: 'start', timer: 'forget', ms: KEPT_FOR_MS },
      ...told.flatMap((pageId) => (pageId === by ? [] : [over(call, pageId, forPage)])),
      ...(by === 'desk' ? [] : [toDesk(forDesk)]),
      { do: 'partFromDesk' },
    ],
  }
}

function ringing(call: VisitorCall): readonly string[] {
  return [...call.open].filter((pageId) => !call.out.has(pageId))
}

function ring(call: VisitorCall): readonly CallEffect[] {
  return ringing(call).map((pageId) => ringAt(call, pageId))
}

function ringAt({ id: callId, callee, offer }: VisitorCall, pageId: string): CallEffect {
  const { conversationId, company, note } = callee
  const { number: offerNumber, sdp } = offer
  return { do: 'tellPage', pageId, frame: { type: 'call', callId, conversationId, company, note, offerNumber, sdp } }
}

function offerTo({ id: callId, offer, open }: VisitorCall, pageId: string): readonly CallEffect[] {
  const { number: offerNumber, sdp } = offer
  if (!open.has(pageId)) return []
  return [{ do: 'tellPage', pageId, frame: { type: 'callOffer', callId, offerNumber, sdp } }]
}

function describe({ answer, offer }: VisitorCall): readonly CallEffect[] {
  return answer === null ? [] : [toDesk({ type: 'description', sdp: answer, number: offer.desksNumber })]
}

/** A page that believes in a call which is not, or is no longer, its own. */
function tellIfOut(call: VisitorCall, pageId: string): Step {
  const { phase } = call
  if (phase.kind === 'over') return { call, effects: [over(call, pageId, phase.forPage)] }
  if (phase.kind === 'taken' && phase.pageId !== pageId)
    return { call, effects: [over(call, pageId, 'takenElsewhere')] }
  return same(call)
}

function over({ id: callId }: VisitorCall, pageId: string, why: OverForPage): CallEffect {
  return { do: 'tellPage', pageId, frame: { type: 'callOver', callId, why } }
}

function toDesk(frame: HubCallFrame): CallEffect {
  return { do: 'tellDesk', frame }
}

function without(pages: ReadonlySet<string>, pageId: string): ReadonlySet<string> {
  return new Set([...pages].filter((one) => one !== pageId))
}

function same(call: VisitorCall): Step {
  return { call, effects: [] }
}
