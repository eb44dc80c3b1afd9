import { randomUUID } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'

import type { Exchange } from './exchange'
import type { Entry, Leg } from './model'

/** Facts §4: kept at least a minute. */
const KEPT_MS = 60_000

const FIELDS = {
  records: () => '[]',
  start: (_, leg) => leg.appearedAtS,
  finish: (_, leg) => leg.endedAtS,
  answer: (_, leg) => leg.connectedAtS,
  from_extension: (entry, leg) => outbound(entry) ?? leg.from.extension,
  from_number: (_, leg) => leg.from.number,
  to_extension: (entry, leg) => (outbound(entry) === null ? leg.to.extension : ''),
  to_number: (entry, leg) => (outbound(entry) === null ? leg.to.number : entry.number),
  disconnect_reason: (_, leg) => leg.reason,
  line_number: (entry) => entry.lineNumber,
  location: (_, leg) => leg.location,
  entry_id: (entry) => entry.entryId,
  create: (entry) => entry.createdAtS,
} as const satisfies Record<string, (entry: Entry, leg: Leg) => string | number | undefined>

export type Field = keyof typeof FIELDS
/** The order without `fields`: inferred, the document names none. */
const ALL_FIELDS = Object.keys(FIELDS) as readonly Field[]

export interface StatsQuestion {
  readonly fromS: number
  readonly toS: number
  readonly fields: readonly Field[]
}

interface Job {
  readonly csv: string
  readonly readyAtMs: number
}

/** Simple statistics: asked for, made after a while, fetched by key. */
export class Statistics {
  readyAfterMs = 3000
  private readonly jobs = new Map<string, Job>()

  constructor(
    private readonly clock: Clock,
    private readonly exchange: Exchange,
  ) {}

  ask(question: StatsQuestion): string {
    const key = randomUUID()
    this.jobs.set(key, { csv: this.rows(question).join('\r\n'), readyAtMs: this.clock.now() + this.readyAfterMs })
    return key
  }

  /** `null`: a wrong or an old key. */
  result(key: string): 'notReady' | { readonly csv: string } | null {
    const job = this.jobs.get(key)
    const nowMs = this.clock.now()
    if (!job || nowMs > job.readyAtMs + KEPT_MS) return null
    return nowMs < job.readyAtMs ? 'notReady' : { csv: job.csv }
  }

  private rows({ fromS, toS, fields }: StatsQuestion): readonly string[] {
    return this.exchange.entries.flatMap((entry) =>
      entry.legs
        .filter((leg) => leg.endedAtS > 0 && leg.appearedAtS >= fromS && leg.appearedAtS <= toS)
        .filter((leg) => !isOwnLegOfTalk(entry, leg))
        .map((leg) => fields.map((field) => String(FIELDS[field](entry, leg) ?? '')).join(';')),
    )
  }
}

export function fieldsOf(text: string | undefined): readonly Field[] | null {
  if (text === undefined) return ALL_FIELDS
  const named = text.split(',')
  return named.every((name): name is Field => name in FIELDS) ? named : null
}

/**
 * A callback stands in the statistics as one call of the employee to the number, also where the employee did not answer:
 * inferred, the document does not say.
 */
function outbound({ commandId, extension }: Entry): string | null {
  return commandId === null ? null : extension
}

function isOwnLegOfTalk({ commandId, legs }: Entry, leg: Leg): boolean {
  return commandId !== null && leg === legs[0] && legs.length > 1
}
