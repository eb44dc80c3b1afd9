import { createFanvilPhone } from './fanvil/fanvil-phone'
import { createGrandstreamPhone } from './grandstream/grandstream-phone'
import type { BodyListener } from './lib/phone-body'
import { startPhone, type RunningPhone } from './phone-server'
import { createYealinkPhone } from './yealink/yealink-phone'

export type { RunningPhone } from './phone-server'

const CREATE = {
  yealink: createYealinkPhone,
  fanvil: createFanvilPhone,
  grandstream: createGrandstreamPhone,
} as const

export type SandboxMaker = keyof typeof CREATE

/** A desk phone of the maker, as new: `admin` / `admin`, and on a Yealink nobody allowed to control it. */
export function startDeskPhone(maker: SandboxMaker, port = 0, onHappening?: BodyListener): Promise<RunningPhone> {
  return startPhone((options) => CREATE[maker]({ ...options, ...(onHappening ? { onHappening } : {}) }), port)
}
