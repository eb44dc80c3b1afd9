export interface TracedMessage {
  /** When it was composed, where it says so; else when the write returned, or the read. */
  readonly atMs: number
  readonly direction: 'sent' | 'received'
  readonly callId: string
  /** The method of a request or the status of a response. */
  readonly what: string
  readonly cseq: string
}

const STAMP = '(\\d{4}-\\d\\d-\\d\\d)[ T\\t](\\d\\d):(\\d\\d):(\\d\\d\\.\\d+)'
const SEPARATOR = new RegExp(`^-{20,} ${STAMP}`)
const COMPOSED = new RegExp(`^${STAMP}`)

/**
 * A header that sipp fills with the time at which it puts the message together, right before the write. The trace has
 * only the time after it, and on loopback the registrar has then often answered already: the write wakes it, and the
 * kernel lets it run before the write returns. Which of the two happens is the scheduler's choice.
 */
export const COMPOSED_HEADER = 'X-Composed'

/**
 * Reads sipp's `-trace_msg`. Its stamps are in microseconds, while its own response times come from a clock that ticks
 * every 4 ms, which is more than a registration on loopback takes. A received message is stamped before sipp reads it.
 */
export function parseTracedMessages(log: string): TracedMessage[] {
  const messages: TracedMessage[] = []
  let block: string[] = []
  const finish = (): void => {
    const message = readBlock(block)
    if (message) messages.push(message)
  }
  for (const line of log.split(/\r?\n/)) {
    if (!SEPARATOR.test(line)) {
      block.push(line)
      continue
    }
    finish()
    block = [line]
  }
  finish()
  return messages
}

/** Time from each request to the first answer with that status in the same call, in order of the answers. */
export function answerTimes(messages: readonly TracedMessage[], cseq: RegExp, status: string): number[] {
  const sentAtMs = new Map<string, number>()
  const times: number[] = []
  for (const { atMs, direction, callId, what, cseq: seen } of messages) {
    if (!cseq.test(seen)) continue
    const key = `${callId} ${seen}`
    const sent = sentAtMs.get(key)
    if (direction === 'sent') sentAtMs.set(key, sent ?? atMs)
    else if (what === status && sent !== undefined) {
      times.push(atMs - sent)
      sentAtMs.delete(key)
    }
  }
  return times
}

function readBlock([heading = '', ...lines]: readonly string[]): TracedMessage | undefined {
  const stamp = SEPARATOR.exec(heading)
  const startAt = lines.findIndex((line) => line.includes('SIP/2.0'))
  const direction = /message (sent|received)/.exec(lines[0] ?? '')?.[1]
  if (!stamp || startAt < 0 || (direction !== 'sent' && direction !== 'received')) return undefined
  const startLine = lines[startAt] ?? ''
  const header = (name: string): string =>
    lines
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
      .trim() ?? ''
  const what = startLine.startsWith('SIP/2.0') ? startLine.split(' ')[1] : startLine.split(' ')[0]
  const atMs = timeOf(COMPOSED.exec(header(COMPOSED_HEADER)) ?? stamp)
  return { atMs, direction, callId: header('Call-ID'), what: what ?? '', cseq: header('CSeq') }
}

function timeOf([, date = '', hours = '0', minutes = '0', seconds = '0']: RegExpExecArray): number {
  return Date.parse(`${date}T00:00:00Z`) + (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000
}
