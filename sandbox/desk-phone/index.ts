import { createFanvilPhone } from './fanvil/fanvil-phone'
import { createGrandstreamPhone } from './grandstream/grandstream-phone'
import { createSelfSignedCertificate } from '../sip/transport/certificate'
import type { BodyListener } from './lib/phone-body'
import { startPhone, type RunningPhone } from './phone-server'
import { createYealinkPhone } from './yealink/yealink-phone'

export type { RunningPhone } from './phone-server'

const CREATE = {
  yealink: createYealinkPhone,
  fanvil: createFanvilPhone,
  grandstream: createGrandstreamPhone,
} as const

export interface DeskPhoneOptions {
  /** 0, the default, takes any free one. */
  readonly port?: number
  /** Its page and its control by HTTPS alone, with a certificate that nobody has signed. */
  readonly isSecure?: boolean
  readonly onHappening?: BodyListener
}

export type SandboxMaker = keyof typeof CREATE

/** A desk phone of the maker, as new: `admin` / `admin`, and on a Yealink nobody allowed to control it. */
export async function startDeskPhone(
  maker: SandboxMaker,
  { port = 0, isSecure = false, onHappening }: DeskPhoneOptions = {},
): Promise<RunningPhone> {
  const certificate = isSecure ? await createSelfSignedCertificate('127.0.0.1') : null
  return startPhone(
    (options) => CREATE[maker]({ ...options, ...(onHappening ? { onHappening } : {}) }),
    port,
    certificate,
  )
}
