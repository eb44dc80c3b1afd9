import type { CaseMoment, CasePart } from '#shared/contract/reports'
import type { ReportNumbers } from '#shared/domain/report/report'

export type MeasureKind = 'count' | 'duration' | 'percent'

/** What is not shown by itself is a part of what is. */
export type MeasureId = Exclude<keyof ReportNumbers, 'judged' | 'talks'>

export interface Measure {
  readonly id: MeasureId
  readonly kind: MeasureKind
  /** `null`: there is nothing to measure. */
  readonly valueOf: (numbers: ReportNumbers) => number | null
  /** The cases that it counts; `null`: it counts no cases. */
  readonly opens: { readonly moment: CaseMoment; readonly part: CasePart | null } | null
}

function counted(id: MeasureId, moment?: CaseMoment, part: CasePart | null = null): Measure {
  return { id, kind: 'count', valueOf: (numbers) => numbers[id], opens: moment ? { moment, part } : null }
}

function timed(id: MeasureId, moment: CaseMoment | null, part: CasePart | null = null): Measure {
  return { id, kind: 'duration', valueOf: (numbers) => numbers[id], opens: moment && { moment, part } }
}

/** The columns of the table of numbers, in its order; each can be drawn. */
export const MEASURES: readonly Measure[] = [
  counted('opened', 'opened'),
  counted('closed', 'closed'),
  counted('waiting', 'opened', 'waiting'),
  counted('unanswered', 'closed', 'unanswered'),
  counted('answered', 'answered'),
  timed('answerAverageMs', 'answered'),
  timed('answerMedianMs', 'answered'),
  timed('answerP90Ms', 'answered'),
  timed('answerLongestMs', 'answered'),
  {
    id: 'inTime',
    kind: 'percent',
    valueOf: ({ judged, inTime }) => (judged === 0 ? null : Math.floor((inTime / judged) * 100)),
    opens: { moment: 'answered', part: 'late' },
  },
  timed('handlingAverageMs', 'closed', 'handled'),
  timed('handlingMedianMs', 'closed', 'handled'),
  counted('callsIn'),
  counted('callsOut'),
  counted('missedCalls'),
  timed('talkMs', null),
  counted('messagesIn'),
  counted('messagesOut'),
]
