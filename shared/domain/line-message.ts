import type { SipAccountId } from './ids'

/** A text that the PBX or a telephone sent to a line (RFC 3428). */
export interface LineMessage {
  readonly id: string
  readonly accountId: SipAccountId
  /** SIP user or number of the sender. */
  readonly number: string
  readonly name: string | null
  readonly text: string
  readonly receivedAtMs: number
}

/** The oldest beyond these are let go. */
export const MOST_LINE_MESSAGES = 500
