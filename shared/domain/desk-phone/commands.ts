import { assertNever } from '../../lib/assert-never'
import type {
  CommandRefusal,
  DeskCall,
  DeskCallPhase,
  DeskPhoneCommand,
  DeskPhoneState,
  Expected,
} from './desk-phone-state'
import { TRAITS, type DeskPhoneAction, type DeskPhoneModel } from './models'

const MAX_DIGITS = 32

/** What the screen offers for a call of the phone now. */
export type OfferedAction = Exclude<DeskPhoneAction, 'dial'>

const BY_PHASE: Readonly<Record<DeskCallPhase, readonly OfferedAction[]>> = {
  ringing: ['answer', 'reject'],
  dialling: ['hangUp'],
  talking: ['mute', 'hold', 'dtmf', 'transfer', 'hangUp'],
  held: ['hold', 'hangUp'],
}

export function offeredActions(
  call: DeskCall,
  calls: readonly DeskCall[],
  model: DeskPhoneModel,
): readonly OfferedAction[] {
  return BY_PHASE[call.phase].filter((action) => isReached(call, calls, action, model))
}

/** A key acts on what the phone shows: with another call there it would hit that one. */
function isReached(call: DeskCall, calls: readonly DeskCall[], action: OfferedAction, model: DeskPhoneModel): boolean {
  if (action === 'answer' || action === 'reject')
    return TRAITS[model].namesCalls || calls.find(({ phase }) => phase === 'ringing') === call
  return (TRAITS[model].namesCalls && action === 'hold') || currentDeskCall(calls) === call
}

/** The call that a person would mean: what is talked on, then what rings, is dialled, waits. */
export function currentDeskCall<C extends DeskCall>(calls: readonly C[]): C | null {
  const order: readonly DeskCallPhase[] = ['talking', 'ringing', 'dialling', 'held']
  return order.map((phase) => calls.find((call) => call.phase === phase)).find((call) => call !== undefined) ?? null
}

/**
 * - `press` it is to be done, and this should follow (`null`: nothing that the phone would tell)
 * - `already` it is so and nothing is pressed: a toggle would undo it
 */
export type CommandPlan =
  | { readonly kind: 'press'; readonly expected: Expected | null }
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly reason: CommandRefusal }

export function planCommand(state: DeskPhoneState, command: DeskPhoneCommand, model: DeskPhoneModel): CommandPlan {
  switch (command.kind) {
    case 'dial':
      if (dialledOn(command.number) === null) return refused('badNumber')
      return press({ kind: 'dialled', knownKeys: state.calls.map(({ key }) => key) })
    case 'mute':
      if (!state.calls.some(({ phase }) => phase === 'talking')) return refused('wrongPhase')
      if (TRAITS[model].actions.mute === 'untold') return press(null)
      return state.isMuted === command.muted ? { kind: 'already' } : press({ kind: 'muted', isMuted: command.muted })
    case 'dtmf':
      if (!/^[0-9*#]+$/.test(command.digits) || command.digits.length > MAX_DIGITS) return refused('badNumber')
      return state.calls.some(({ phase }) => phase === 'talking') ? press(null) : refused('wrongPhase')
    case 'answer':
    case 'reject':
    case 'hangUp':
    case 'hold':
    case 'transfer':
      return planForCall(state, command, model)
    default:
      return assertNever(command)
  }
}

type CallCommand = Exclude<DeskPhoneCommand, { kind: 'dial' | 'mute' | 'dtmf' }>

function planForCall(state: DeskPhoneState, command: CallCommand, model: DeskPhoneModel): CommandPlan {
  const { key, kind } = command
  const call = state.calls.find((each) => each.key === key)
  if (!call) return refused('noSuchCall')
  if (kind === 'transfer' && dialledOn(command.number) === null) return refused('badNumber')
  if (!offeredActions(call, state.calls, model).includes(kind)) return refused('wrongPhase')
  if (kind === 'answer') return press({ kind: 'talking', key })
  if (kind !== 'hold') return press({ kind: 'over', key })
  const wanted = command.held ? 'held' : 'talking'
  return call.phase === wanted && call.isSure ? { kind: 'already' } : press({ kind: wanted, key })
}

/** As keys of a telephone: `+` has none, and the exchange knows the rest. `null`: nothing that a phone could dial. */
export function dialledOn(number: string): string | null {
  const digits = number.replace(/[\s()+.\-–  ]/g, '')
  return /^[0-9*#]{1,32}$/.test(digits) ? digits : null
}

function press(expected: Expected | null): CommandPlan {
  return { kind: 'press', expected }
}

function refused(reason: CommandRefusal): CommandPlan {
  return { kind: 'refused', reason }
}
