import type { CaseSummary } from './case'
import type { AgentId } from './ids'

/** Somebody keeps a case on top of their own list (spec Q24); others see nothing of it there. */
export interface Pin {
  readonly agentId: AgentId
  /** Pins stand in the order in which they were set. */
  readonly atMs: number
}

type Pinnable = Pick<CaseSummary, 'pins' | 'isPinned'>

/** `null`: not by this person. A hub of before knows pins of everybody alone, without their time. */
export function pinOf({ pins, isPinned }: Pinnable, agentId: AgentId | null): { readonly atMs: number } | null {
  if (pins === undefined) return isPinned ? { atMs: 0 } : null
  return pins.find((pin) => pin.agentId === agentId) ?? null
}

/** Set again it keeps its place. */
export function pinsAfter(pins: readonly Pin[], pin: Pin, isPinned: boolean): readonly Pin[] {
  const has = pins.some(({ agentId }) => agentId === pin.agentId)
  if (has === isPinned) return pins
  return isPinned ? [...pins, pin] : pins.filter(({ agentId }) => agentId !== pin.agentId)
}
