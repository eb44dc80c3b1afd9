/** What the PBX says of the voice mail of a line (RFC 3842). */
export interface VoiceMail {
  readonly isWaiting: boolean
  /** New messages, where the PBX counts them. */
  readonly newCount: number | null
}

/** `Messages-Waiting: yes` and `Voice-Message: 2/8 (0/2)`, new before old; `null` when it is no such body. */
export function parseMessageSummary(body: string): VoiceMail | null {
  const waiting = /^Messages-Waiting[ \t]*:[ \t]*(yes|no)[ \t]*$/im.exec(body)?.[1]?.toLowerCase()
  if (waiting === undefined) return null
  const count = /^Voice-Message[ \t]*:[ \t]*(\d{1,9})[ \t]*\/[ \t]*\d+/im.exec(body)?.[1]
  return { isWaiting: waiting === 'yes', newCount: count === undefined ? null : Number(count) }
}
