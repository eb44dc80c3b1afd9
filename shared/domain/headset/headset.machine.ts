import { assertNever } from '../../lib/assert-never'
import type { Echo, HeadsetEffect, HeadsetEvent, HeadsetState, HeadsetStep } from './headset-state'
import type { HeadsetCommand, HeadsetHost, HeadsetKey, HeadsetLights } from './keys'
import { readKeys, type KeyBit } from './layout'

/**
 * ```
 *  opening ─opened─► open ─writeFailed─► refused ─first call─► opening
 *     └─openFailed─► refused
 * ```
 * The calls are the truth. A headset shows them and asks for changes; what it believes of itself is overwritten:
 *
 * - Nothing is written and no key counts while no call of ours lives or rings (spec H6).
 * - A state cannot be read from a headset, so the first write of a call makes it known: off-hook, then everything.
 * - An input that our own write brought about (an echo) is no press. It is known by what was expected, for half a
 *   second. Where a press may have been taken for an echo, what is shown is written once more afterwards.
 * - A hook press is answered at once with the light that belongs to it, or the headset falls back; if the calls do
 *   not follow, what they say is written instead.
 */
export function transitionHeadset(state: HeadsetState, event: HeadsetEvent, nowMs: number): HeadsetStep {
  switch (event.kind) {
    case 'opened':
      return begin({ ...state, link: 'open', levels: {} }, nowMs)
    case 'openFailed':
      return { state: forget({ ...state, link: 'refused' }), effects: [] }
    case 'writeFailed':
      if (state.link !== 'open') return keep(state)
      return { state: forget({ ...state, link: 'refused' }), effects: [{ kind: 'close' }] }
    case 'hostChanged':
      return hostChanged(state, event.host, nowMs)
    case 'reportCame':
      return state.link === 'open' ? reportCame(state, event.reportId, event.data, nowMs) : keep(state)
    case 'timeCame':
      return timeCame(state, nowMs)
    default:
      return assertNever(event)
  }
}

const ECHO_MS = 500
/** A headset that was caught answering later than that. */
const SLOW_ECHO_MS = 2_000
const LATE_ECHOES = 3
/** Answering waits for the microphone, and for the other call to be held. */
const HOOK_PENDING_MS = 8_000
const MUTE_PENDING_MS = 2_000
const RESTATE_AT_MOST_MS = 60_000
const DARK: HeadsetLights = { offHook: false, mute: false, ring: false, hold: false }

function isLive({ isRinging, isOffHook }: HeadsetHost): boolean {
  return isRinging || isOffHook
}

function begin(state: HeadsetState, nowMs: number): HeadsetStep {
  return isLive(state.host) ? show(state, nowMs) : keep(state)
}

function hostChanged(before: HeadsetState, host: HeadsetHost, nowMs: number): HeadsetStep {
  // An end leads to no call at all, or to the one that waits.
  const isHung = !host.isOffHook || host.isHeld
  const hookFollowed = !isLive(host) || (before.pendingHook?.level === true ? host.isOffHook : isHung)
  const muteFollowed = before.pendingMute?.level === host.isMuted || !host.isOffHook
  const state: HeadsetState = {
    ...before,
    host,
    pendingHook: hookFollowed ? null : before.pendingHook,
    pendingMute: muteFollowed ? null : before.pendingMute,
  }
  if (state.link === 'refused' && isLive(host) && !isLive(before.host))
    return { state: { ...state, link: 'opening' }, effects: [{ kind: 'open' }] }
  if (state.link !== 'open') return keep(state)
  if (isLive(host)) return show(state, nowMs)
  if (!state.shown) return keep(state)
  // The last word to the headset: from here on it is not ours. What it answers may reach into the next call.
  if (areSame(state.shown, DARK)) return keep({ ...forget(state), echoes: state.echoes })
  const written = write(state, DARK, changedKeys(state, DARK), false, nowMs)
  return { state: { ...forget(written.state), echoes: written.state.echoes }, effects: written.effects }
}

function forget(state: HeadsetState): HeadsetState {
  return {
    ...state,
    shown: null,
    echoes: [],
    pendingHook: null,
    pendingMute: null,
    restate: null,
    restates: 0,
    muteWrittenAtMs: null,
    lateEchoes: 0,
  }
}

/** What the calls say, with the hook as it was pressed last. */
function wanted({ host, pendingHook }: HeadsetState): HeadsetLights {
  const offHook = pendingHook?.level ?? host.isOffHook
  return {
    offHook,
    mute: host.isMuted && offHook,
    ring: host.isRinging && pendingHook?.level !== true,
    hold: host.isHeld && offHook,
  }
}

function show(state: HeadsetState, nowMs: number): HeadsetStep {
  const lights = wanted(state)
  const { shown } = state
  if (shown && areSame(shown, lights)) return keep(state)
  const changed = changedKeys(state, lights)
  const muteWrittenAtMs = state.shown?.mute !== lights.mute ? nowMs : state.muteWrittenAtMs
  return write({ ...state, restates: 0, muteWrittenAtMs }, lights, changed, false, nowMs)
}

/** The keys whose lights change, and which may answer that. */
function changedKeys(state: HeadsetState, lights: HeadsetLights): readonly HeadsetKey[] {
  const { shown, levels } = state
  const before = shown ?? DARK
  const changed: HeadsetKey[] = []
  // Without a call the headset may have gone off-hook by itself, or for another program.
  const isOffHook = shown ? before.offHook : (levels.hook ?? false)
  // Nobody answers a ring within half a second: what comes is the headset's own, or was meant for something else.
  const startsRinging = lights.ring && !before.ring && !isAbsoluteKey(state, 'hook')
  if (isOffHook !== lights.offHook || startsRinging) changed.push('hook')
  // How a headset is muted is not known before it was told.
  const isMuteNew = shown ? before.mute !== lights.mute : lights.offHook
  // A headset that has muted itself, and is told otherwise before the calls have followed, takes it back by a press.
  const isMuteUnderWay = state.pendingMute !== null
  // A press that comes with any write must not open the microphone by mistake.
  if (isMuteNew || isMuteUnderWay || (lights.mute && !isAbsoluteKey(state, 'mute'))) changed.push('mute')
  if (before.hold !== lights.hold) changed.push('hold')
  return changed
}

/** `keys`: those that may answer. */
function write(
  state: HeadsetState,
  lights: HeadsetLights,
  keys: readonly HeadsetKey[],
  isRestated: boolean,
  nowMs: number,
): HeadsetStep {
  const effects: HeadsetEffect[] = []
  // Many headsets take the mute only while they are off-hook, so that comes first, in a report of its own.
  if (lights.offHook && keys.includes('hook'))
    effects.push({ kind: 'write', lights: { ...lights, mute: state.shown?.mute ?? false } })
  effects.push({ kind: 'write', lights })

  const untilMs = nowMs + (state.lateEchoes >= LATE_ECHOES ? SLOW_ECHO_MS : ECHO_MS)
  // What a change writes is no second saying: a headset that lost the hook takes the mute only after that.
  const written = { ...state, shown: lights, restate: isRestated ? null : state.restate }
  const echoes = keys.flatMap((key): Echo[] => {
    const level = shownLevel(written, key)
    const bit = state.layout.keys.find((each) => each.key === key)
    if (!bit || (bit.isAbsolute && state.levels[key] === level)) return []
    const echo: Echo = { key, level, untilMs, isRestated }
    // A press may come back for each report; a state is told once.
    return bit.isAbsolute ? [echo] : effects.map(() => echo)
  })
  return {
    state: {
      ...written,
      echoes: [...state.echoes, ...echoes],
      restates: isRestated ? state.restates + 1 : state.restates,
    },
    effects,
  }
}

function areSame(one: HeadsetLights, other: HeadsetLights): boolean {
  return one.offHook === other.offHook && one.mute === other.mute && one.ring === other.ring && one.hold === other.hold
}

/** Writes what is shown once more, after what may still come back has come back. */
function restateLater(state: HeadsetState, key: HeadsetKey, nowMs: number): HeadsetState {
  const atMs = nowMs + Math.min(RESTATE_AT_MOST_MS, ECHO_MS * 2 ** state.restates)
  const { restate: planned } = state
  const keys = [...(planned?.keys ?? []).filter((each) => each !== key), key]
  return { ...state, restate: { atMs: planned?.atMs ?? atMs, keys } }
}

function reportCame(before: HeadsetState, reportId: number, data: Uint8Array, nowMs: number): HeadsetStep {
  const read = readKeys(before.layout, reportId, data)
  if (read === 'notOurs') return keep(before)
  if (read === 'tooShort') {
    if (before.hasComplained) return keep(before)
    return { state: { ...before, hasComplained: true }, effects: [{ kind: 'complain' }] }
  }
  let state = before
  const effects: HeadsetEffect[] = []
  for (const bit of read) {
    const step = keyCame(state, bit, nowMs)
    state = step.state
    effects.push(...step.effects)
  }
  return { state, effects }
}

function keyCame(before: HeadsetState, bit: KeyBit & { readonly isSet: boolean }, nowMs: number): HeadsetStep {
  const { key, isAbsolute, isSet } = bit
  const known = before.levels[key] ?? knownLevel(before, key)
  const state = isAbsolute ? { ...before, levels: { ...before.levels, [key]: isSet } } : before
  const echo = state.echoes.findIndex(
    (each) => each.key === key && (!isAbsolute || each.level === isSet) && each.untilMs > nowMs,
  )
  if (!isLive(state.host) || !state.shown) return keep(isAbsolute || isSet ? withoutEcho(state, echo) : state)
  if (isAbsolute ? isSet === known : !isSet) {
    // It says again what we have told it to change.
    const contradicts = isAbsolute && (key === 'hook' || key === 'mute') && isSet !== shownLevel(state, key)
    return keep(contradicts ? restateLater(state, key, nowMs) : state)
  }

  if (echo >= 0) {
    const left = withoutEcho(state, echo)
    const isCertain = isAbsolute && isSet === shownLevel(left, key)
    return keep(isCertain ? left : restateLater(left, key, nowMs))
  }
  switch (key) {
    case 'hook':
      return hookPressed(state, isAbsolute ? isSet : null, nowMs)
    case 'mute':
      return mutePressed(state, isAbsolute ? isSet : null, nowMs)
    case 'hold':
      return isAbsolute && !isSet ? keep(state) : holdPressed(state)
    case 'reject':
      return !(isAbsolute && !isSet) && state.host.isRinging ? ask(state, { kind: 'reject' }) : keep(state)
    default:
      return assertNever(key)
  }
}

/** `at`: what came, or less than 0. Those of its key that were expected before it will not come any more. */
function withoutEcho(state: HeadsetState, at: number): HeadsetState {
  const came = state.echoes[at]
  if (!came) return state
  return { ...state, echoes: state.echoes.filter((each, index) => each.key !== came.key || index > at) }
}

/** Of an absolute key that has not spoken yet: what was written. Keys without a light rest. */
function knownLevel(state: HeadsetState, key: HeadsetKey): boolean {
  return state.shown ? shownLevel(state, key) : false
}

function shownLevel({ shown }: HeadsetState, key: HeadsetKey): boolean {
  if (!shown) return false
  switch (key) {
    case 'hook':
      return shown.offHook
    case 'mute':
      return shown.mute
    case 'hold':
      return shown.hold
    case 'reject':
      return false
    default:
      return assertNever(key)
  }
}

/** `level`: off-hook or not, where the headset says so; `null`: a key that was pressed. */
function hookPressed(state: HeadsetState, level: boolean | null, nowMs: number): HeadsetStep {
  const { host, pendingHook } = state
  if (level !== null && level === wanted(state).offHook) return keep(state)
  // The press before is under way; what the headset makes of this one is overwritten.
  if (pendingHook) return keep(restateLater(state, 'hook', nowMs))
  const again = restate(state, ['hook'], nowMs)
  if (host.isRinging && host.isOffHook) return asking(again, { kind: 'answer' })
  if (host.isRinging) return pressHook(state, true, { kind: 'answer' }, nowMs)
  if (!host.isHeld) return pressHook(state, false, { kind: 'end' }, nowMs)
  // Nobody is in the ear. A key takes the waiting call back; a headset that is laid down leaves it waiting.
  return level === null ? asking(again, { kind: 'resume' }) : again
}

function pressHook(state: HeadsetState, level: boolean, command: HeadsetCommand, nowMs: number): HeadsetStep {
  const pressed = { ...state, pendingHook: { level, untilMs: nowMs + HOOK_PENDING_MS } }
  return asking(show(pressed, nowMs), command)
}

function mutePressed(state: HeadsetState, level: boolean | null, nowMs: number): HeadsetStep {
  const { host, pendingMute } = state
  // The call is not there yet or not any more; a headset that muted itself all the same is told once it is.
  if (!host.isOffHook) return keep(restateLater(state, 'mute', nowMs))
  const isMuted = pendingMute?.level ?? host.isMuted
  if (level !== null && level === isMuted) return keep(state)
  const isSoon = state.muteWrittenAtMs !== null && nowMs - state.muteWrittenAtMs < SLOW_ECHO_MS
  const muted = level ?? !isMuted
  const pressed: HeadsetState = {
    ...state,
    pendingMute: { level: muted, untilMs: nowMs + MUTE_PENDING_MS },
    lateEchoes: isSoon && level === null ? state.lateEchoes + 1 : 0,
  }
  return ask(pressed, { kind: 'mute', muted })
}

function holdPressed(state: HeadsetState): HeadsetStep {
  const { host } = state
  if (!host.isOffHook) return keep(state)
  return ask(state, { kind: host.isRinging ? 'answer' : host.isHeld ? 'resume' : 'hold' })
}

function timeCame(before: HeadsetState, nowMs: number): HeadsetStep {
  const gone = before.echoes.filter(({ untilMs }) => untilMs <= nowMs)
  // An absolute key that did not follow may not have heard: said once more, and once only.
  const unheard = gone.filter(
    ({ key, level }) => before.levels[key] !== level && shownLevel(before, key) === level && isAbsoluteKey(before, key),
  )
  const unsaid = unheard.filter(({ isRestated }) => !isRestated)
  // After that it counts as done: there are headsets that follow without a word.
  const levels = { ...before.levels }
  for (const { key, isRestated } of unheard) if (isRestated) delete levels[key]
  const hookIsLate = before.pendingHook !== null && before.pendingHook.untilMs <= nowMs
  const muteIsLate = before.pendingMute !== null && before.pendingMute.untilMs <= nowMs
  const due = before.restate && before.restate.atMs <= nowMs ? before.restate.keys : []
  const state: HeadsetState = {
    ...before,
    levels,
    echoes: before.echoes.filter(({ untilMs }) => untilMs > nowMs),
    pendingHook: hookIsLate ? null : before.pendingHook,
    pendingMute: muteIsLate ? null : before.pendingMute,
  }
  if (!state.shown || state.link !== 'open') return keep({ ...state, restate: null })
  const keys = new Set<HeadsetKey>([...unsaid.map(({ key }) => key), ...due])
  if (hookIsLate) keys.add('hook')
  if (muteIsLate) keys.add('mute')
  return keys.size > 0 ? restate(state, [...keys], nowMs) : keep(state)
}

function restate(state: HeadsetState, keys: readonly HeadsetKey[], nowMs: number): HeadsetStep {
  const lights = wanted(state)
  const answering = new Set([...keys, ...changedKeys(state, lights)])
  return write(state, lights, [...answering], true, nowMs)
}

function isAbsoluteKey({ layout }: HeadsetState, key: HeadsetKey): boolean {
  return layout.keys.some((each) => each.key === key && each.isAbsolute)
}

function ask(state: HeadsetState, command: HeadsetCommand): HeadsetStep {
  return asking(keep(state), command)
}

function asking({ state, effects }: HeadsetStep, command: HeadsetCommand): HeadsetStep {
  return { state, effects: [...effects, { kind: 'command', command }] }
}

function keep(state: HeadsetState): HeadsetStep {
  return { state, effects: [] }
}
