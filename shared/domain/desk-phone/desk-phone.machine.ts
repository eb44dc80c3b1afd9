import { assertNever } from '../../lib/assert-never'
import type {
  CallEnd,
  CallMention,
  CallReportKind,
  DeskCall,
  DeskCallPhase,
  DeskPhoneState,
  Expectation,
  Expected,
  PhoneReport,
  ReadLine,
} from './desk-phone-state'
import { TRAITS, type DeskPhoneModel } from './models'

/**
 * What the desk phone does, from what it says of itself.
 *
 * ```
 *            incoming ─► ringing ──┐ established          ┌─ held ─┐
 *   (nothing)                      ├────────────► talking ┤        │  ended, idle ─► (nothing)
 *            outgoing ─► dialling ─┘                      └─resumed┘
 * ```
 *
 * Only the phone’s words move a call; a command merely says what should follow (`expected`), and doubt where it does
 * not. Words come late, twice, in the wrong order or never:
 *
 * - a call only goes forward, and one that ended never returns (`gone`);
 * - two opposite words so close together that they may have overtaken each other leave doubt, not a guess;
 * - «all idle» ends what it can mean, not a call that began a moment ago;
 * - a call of which nothing is heard for long is doubted, and in the end forgotten.
 */
export function applyReport(
  state: DeskPhoneState,
  report: PhoneReport,
  model: DeskPhoneModel,
  nowMs: number,
): DeskPhoneState {
  const fresh = { ...state, gone: state.gone.filter(({ untilMs }) => untilMs > nowMs), unconfirmed: null }
  return settle(reported(fresh, report, model, nowMs), model)
}

/** Words that may have overtaken each other on the way are no further apart than this. */
const OVERTAKING_MS = 1_500
const GONE_MS = 60_000
/** Where calls have no number of their own, the same person may call again soon. */
const GONE_BY_NUMBER_MS = 2_000
const CONFIRM_WITHIN_MS = 5_000
/** Nobody lets a phone ring or a talk go on in silence for longer: from then on it is doubted, then forgotten. */
const DOUBT_AFTER_MS: Readonly<Record<DeskCallPhase, number>> = {
  ringing: 180_000,
  dialling: 180_000,
  talking: 14_400_000,
  held: 14_400_000,
}
const FORGET_AFTER_MS: Readonly<Record<DeskCallPhase, number>> = {
  ringing: 1_800_000,
  dialling: 1_800_000,
  talking: 28_800_000,
  held: 28_800_000,
}

export function silentPhone(model: DeskPhoneModel): DeskPhoneState {
  return { calls: [], ...openMicrophone(model), expected: null, unconfirmed: null, gone: [] }
}

/** What was known when the phone was last listened to; what it has said since then was not heard. */
export function resumedPhone(model: DeskPhoneModel, calls: readonly DeskCall[]): DeskPhoneState {
  return loseTouch({ ...silentPhone(model), calls, ...(calls.length > 0 && { isMuted: null }) })
}

/** The phone has taken a command; its words are to show what came of it. */
export function expect(state: DeskPhoneState, expected: Expected, nowMs: number): DeskPhoneState {
  const dated: Expectation = { ...expected, sinceMs: nowMs, untilMs: nowMs + CONFIRM_WITHIN_MS }
  return { ...state, unconfirmed: null, expected: isMet(state, dated) ? null : dated }
}

/** Time passes: unmet expectations become doubt, silence becomes doubt, then an end. */
export function passTime(state: DeskPhoneState, model: DeskPhoneModel, nowMs: number): DeskPhoneState {
  const { expected } = state
  const isLate = expected !== null && expected.untilMs <= nowMs
  const doubted = isLate ? { ...doubt(state, expected), expected: null, unconfirmed: expected.kind } : state
  const calls = doubted.calls
    .filter(({ phase, heardAtMs }) => heardAtMs + FORGET_AFTER_MS[phase] > nowMs)
    .map((call) => (call.heardAtMs + DOUBT_AFTER_MS[call.phase] > nowMs ? call : unsure(call)))
  return settle({ ...doubted, calls }, model)
}

/** When `passTime` has something to do; `null`: never. */
export function nextTimeMs(state: DeskPhoneState): number | null {
  const dues = state.calls.map(
    ({ phase, heardAtMs, isSure }) => heardAtMs + (isSure ? DOUBT_AFTER_MS : FORGET_AFTER_MS)[phase],
  )
  if (state.expected) dues.push(state.expected.untilMs)
  return dues.length === 0 ? null : Math.min(...dues)
}

/** The person sees that the phone lies on its hook although nothing was heard of it. */
export function forgetCall(state: DeskPhoneState, key: string, model: DeskPhoneModel, nowMs: number): DeskPhoneState {
  return settle(without(state, [key], 'unheard', nowMs), model)
}

/** The phone does not answer when it is asked for its state: what was known is doubted. */
export function loseTouch(state: DeskPhoneState): DeskPhoneState {
  return { ...state, calls: state.calls.map(unsure) }
}

function reported(state: DeskPhoneState, report: PhoneReport, model: DeskPhoneModel, nowMs: number): DeskPhoneState {
  switch (report.kind) {
    case 'muted':
    case 'unmuted':
      return muteReported(state, report.call, report.kind === 'muted', nowMs)
    case 'idle': {
      const isYoung = ({ sinceMs }: DeskCall): boolean => sinceMs + OVERTAKING_MS > nowMs
      const old = state.calls.filter((call) => !isYoung(call))
      const keysOf = (isSure: boolean) => old.filter((call) => call.isSure === isSure).map(({ key }) => key)
      // Of what was doubted the end may be long past.
      const left = without(without(state, keysOf(true), 'over', nowMs), keysOf(false), 'unheard', nowMs)
      return { ...left, calls: left.calls.map(unsure) }
    }
    case 'read':
      return { ...state, calls: report.lines.map((line) => readCall(state, line, nowMs)) }
    case 'incoming':
    case 'outgoing':
    case 'established':
    case 'ended':
    case 'declined':
    case 'busy':
    case 'held':
    case 'resumed':
    case 'heldThere':
    case 'resumedThere':
      return callReported(state, report.kind, report.call, model, nowMs)
    default:
      return assertNever(report)
  }
}

function callReported(
  state: DeskPhoneState,
  kind: CallReportKind,
  mention: CallMention,
  model: DeskPhoneModel,
  nowMs: number,
): DeskPhoneState {
  const key = keyOf(state, mention)
  if (kind === 'ended') return ended(state, key, 'over', nowMs)
  if (kind === 'declined' || kind === 'busy') return ended(state, key, kind, nowMs)
  if (state.gone.some((each) => each.key === key)) return state
  const known = state.calls.find((call) => call.key === key)
  const before = known ?? newCall(key, kind, mention, nowMs)
  const heard: DeskCall = {
    ...before,
    number: before.number ?? mention.number,
    heardAtMs: nowMs,
    // A further word about a call that was doubted, and that contradicts nothing, is the truth.
    isSure: true,
  }
  const call = moved(heard, kind, state.expected, nowMs)
  const calls = known ? state.calls.map((each) => (each === known ? call : each)) : [...state.calls, call]
  return { ...state, calls, ...(beginsTalk(state, kind, known, nowMs) ? openMicrophone(model) : {}) }
}

/** A first talk begins with an open microphone; a word about it that overtook this one counts more. */
function beginsTalk(
  { calls, muteHeardAtMs }: DeskPhoneState,
  kind: CallReportKind,
  known: DeskCall | undefined,
  nowMs: number,
): boolean {
  if (kind !== 'established' || (known && known.talkSinceMs !== null) || calls.some(isInTalk)) return false
  return muteHeardAtMs === null || muteHeardAtMs + OVERTAKING_MS <= nowMs
}

/** Whether a mute outlives its call while another one goes on, no maker says. */
function ended(state: DeskPhoneState, key: string, how: CallEnd, nowMs: number): DeskPhoneState {
  const left = without(state, [key], how, nowMs)
  return left.isMuted === true && left.calls.length < state.calls.length ? { ...left, isMuted: null } : left
}

function moved(
  call: DeskCall,
  kind: Exclude<CallReportKind, 'ended' | 'declined' | 'busy'>,
  expected: Expectation | null,
  nowMs: number,
): DeskCall {
  const talking = { talkSinceMs: call.talkSinceMs ?? nowMs }
  switch (kind) {
    case 'incoming':
    case 'outgoing':
      return { ...call, direction: kind }
    case 'established':
      return isInTalk(call) ? { ...call, ...talking } : { ...call, ...talking, phase: 'talking' }
    case 'held':
    case 'resumed': {
      const phase = kind === 'held' ? 'held' : 'talking'
      const isAsked = expected?.kind === phase && expected.key === call.key
      const mayBeOvertaken = call.phase !== phase && isDoubtful(call.holdHeardAtMs, isAsked ? expected : null, nowMs)
      return { ...call, ...talking, phase, holdHeardAtMs: nowMs, isSure: !mayBeOvertaken }
    }
    case 'heldThere':
    case 'resumedThere':
      return { ...call, isHeldThere: kind === 'heldThere' }
    default:
      return assertNever(kind)
  }
}

/**
 * An opposite word so soon after the last one may be the older of the two. Not if it was asked for after that last one:
 * then it is the answer.
 */
function isDoubtful(lastMs: number | null, asked: Expectation | null, nowMs: number): boolean {
  if (lastMs === null || lastMs + OVERTAKING_MS <= nowMs) return false
  return asked === null || lastMs >= asked.sinceMs
}

function muteReported(state: DeskPhoneState, mention: CallMention, isMuted: boolean, nowMs: number): DeskPhoneState {
  const key = keyOf(state, mention)
  // Of a call that is over, overtaken by its end: whether the phone is muted still, no maker says.
  if (state.calls.length === 0 || state.gone.some((each) => each.key === key))
    return isMuted ? { ...state, isMuted: null } : state
  const { muteHeardAtMs } = state
  const isOpposite = state.isMuted !== isMuted
  const isAsked = state.expected?.kind === 'muted' && state.expected.isMuted === isMuted
  const mayBeOvertaken = isOpposite && isDoubtful(muteHeardAtMs, isAsked ? state.expected : null, nowMs)
  return { ...state, isMuted: mayBeOvertaken ? null : isMuted, muteHeardAtMs: nowMs }
}

function readCall(state: DeskPhoneState, { line, phase, number }: ReadLine, nowMs: number): DeskCall {
  const key = `line:${line}:${number ?? ''}`
  const known = state.calls.find((call) => call.key === key)
  const begun = known ?? newCall(key, BEGINNING[phase], { id: key, number }, nowMs)
  const talkSinceMs = phase === 'ringing' || phase === 'dialling' ? null : (begun.talkSinceMs ?? nowMs)
  return { ...begun, phase, talkSinceMs, heardAtMs: nowMs, isSure: true }
}

const BEGINNING = { ringing: 'incoming', dialling: 'outgoing', talking: 'established', held: 'held' } as const

function newCall(key: string, kind: CallReportKind, mention: CallMention, nowMs: number): DeskCall {
  return {
    key,
    direction: kind === 'incoming' || kind === 'outgoing' ? kind : null,
    number: mention.number,
    phase: kind === 'incoming' ? 'ringing' : kind === 'outgoing' ? 'dialling' : 'talking',
    isHeldThere: false,
    sinceMs: nowMs,
    talkSinceMs: null,
    heardAtMs: nowMs,
    holdHeardAtMs: null,
    isSure: true,
  }
}

/** By the phone’s own number of the call; else by the far number; else the only call that can be meant. */
function keyOf(state: DeskPhoneState, { id, number }: CallMention): string {
  if (id !== null) return `id:${id}`
  if (number !== null) return state.calls.find((call) => call.number === number)?.key ?? `number:${number}`
  return state.calls.length === 1 && state.calls[0] ? state.calls[0].key : 'number:'
}

function without(state: DeskPhoneState, keys: readonly string[], how: CallEnd, nowMs: number): DeskPhoneState {
  const gone = keys.map((key) => ({
    key,
    how,
    untilMs: nowMs + (key.startsWith('id:') ? GONE_MS : GONE_BY_NUMBER_MS),
  }))
  return {
    ...state,
    calls: state.calls.filter((call) => !keys.includes(call.key)),
    gone: [...state.gone.filter(({ key }) => !keys.includes(key)), ...gone],
  }
}

/** After every step: what was expected and has come is done; without a call there is no microphone. */
function settle(state: DeskPhoneState, model: DeskPhoneModel): DeskPhoneState {
  const rest = state.calls.length === 0 ? { ...state, ...openMicrophone(model) } : state
  return rest.expected && isMet(rest, rest.expected) ? { ...rest, expected: null } : rest
}

function isMet(state: DeskPhoneState, expected: Expectation): boolean {
  switch (expected.kind) {
    case 'dialled':
      return state.calls.some(({ key }) => !expected.knownKeys.includes(key))
    case 'muted':
      return state.calls.length === 0 || state.isMuted === expected.isMuted
    case 'talking':
    case 'held':
    case 'over': {
      const call = state.calls.find(({ key }) => key === expected.key)
      return !call || call.phase === expected.kind
    }
    default:
      return assertNever(expected)
  }
}

/** What the phone said after the command counts: then it was not done, and nothing else is doubtful. */
function doubt(state: DeskPhoneState, expected: Expectation): DeskPhoneState {
  if (expected.kind === 'dialled') return state
  if (expected.kind === 'muted')
    return (state.muteHeardAtMs ?? 0) >= expected.sinceMs ? state : { ...state, isMuted: null }
  const isSilent = ({ key, heardAtMs }: DeskCall): boolean => key === expected.key && heardAtMs < expected.sinceMs
  return { ...state, calls: state.calls.map((call) => (isSilent(call) ? unsure(call) : call)) }
}

function unsure(call: DeskCall): DeskCall {
  return call.isSure ? { ...call, isSure: false } : call
}

function isInTalk({ phase }: DeskCall): boolean {
  return phase === 'talking' || phase === 'held'
}

function openMicrophone(model: DeskPhoneModel): Pick<DeskPhoneState, 'isMuted' | 'muteHeardAtMs'> {
  return { isMuted: mutedByDefault(model), muteHeardAtMs: null }
}

/** A phone that never tells of its microphone: nothing is known of it, ever. */
function mutedByDefault(model: DeskPhoneModel): false | null {
  return TRAITS[model].actions.mute === 'told' ? false : null
}
