import { z } from 'zod'

import { LONGEST_PERIOD_DAYS, NAMED_PERIODS, type PeriodSpan, type ReportPeriod } from '../domain/report/period'
import { FUNNEL_STEPS, type Funnel } from '../domain/report/funnel'
import { GROUPINGS, type ReportNumbers } from '../domain/report/report'
import { agentId, caseId, channelId, chatId, teamId, topicId } from './ids'

const LONGEST_PERIOD_MS = LONGEST_PERIOD_DAYS * 24 * 3_600_000
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Give a day as YYYY-MM-DD.')
const count = z.number().int().nonnegative()
const durationMs = z.number().nonnegative().nullable()

const periodFields = { period: z.enum([...NAMED_PERIODS, 'days']), from: day.optional(), to: day.optional() }
const NO_DAYS = 'A period of days needs both `from` and `to`.'

/** `period`: one of the named ones, or `days` with `from` and `to`. */
export const reportQuery = z
  .object({ ...periodFields, grouping: z.enum(GROUPINGS) })
  .transform(({ grouping, ...asked }, context) => {
    const period = periodOf(asked)
    if (period) return { grouping, period }
    context.addIssue({ code: 'custom', message: NO_DAYS })
    return z.NEVER
  })

/** Named periods as instants. */
export const periodQuery = z.object(periodFields).transform((asked, context) => {
  const period = periodOf(asked)
  if (period) return period
  context.addIssue({ code: 'custom', message: NO_DAYS })
  return z.NEVER
})

function periodOf({ period, from, to }: z.output<z.ZodObject<typeof periodFields>>): ReportPeriod | null {
  if (period !== 'days') return { kind: period }
  return from === undefined || to === undefined ? null : { kind: 'days', from, to }
}

export const periodSpan = z.object({
  fromMs: z.number().int(),
  untilMs: z.number().int(),
  from: day,
  to: day,
}) satisfies z.ZodType<PeriodSpan>

export const spanView = z.object({ span: periodSpan, timeZone: z.string() })

const reportNumbers = z.object({
  opened: count,
  answered: count,
  closed: count,
  waiting: count,
  unanswered: count,
  answerAverageMs: durationMs,
  answerMedianMs: durationMs,
  answerP90Ms: durationMs,
  answerLongestMs: durationMs,
  judged: count,
  inTime: count,
  handlingAverageMs: durationMs,
  handlingMedianMs: durationMs,
  callsIn: count,
  callsOut: count,
  missedCalls: count,
  talks: count,
  talkMs: count,
  messagesIn: count,
  messagesOut: count,
}) satisfies z.ZodType<ReportNumbers>

/** `name`: of whoever the key is; `null` of days, hours and nobody. */
export const reportView = z.object({
  span: periodSpan,
  timeZone: z.string(),
  goalPercent: z.number(),
  total: reportNumbers,
  groups: z.array(z.object({ key: z.string().nullable(), name: z.string().nullable(), numbers: reportNumbers })),
})
export type ReportView = z.output<typeof reportView>

/** Moments of a case; by which one it is counted into a period. */
export const CASE_MOMENTS = ['opened', 'answered', 'closed'] as const
export type CaseMoment = (typeof CASE_MOMENTS)[number]

/** Parts of those: by how they were answered, or whether at all. */
export const CASE_PARTS = ['inTime', 'late', 'waiting', 'unanswered', 'handled'] as const
export type CasePart = (typeof CASE_PARTS)[number]

const CASE_STATES = ['withBot', 'queued', 'assigned', 'closed'] as const
const orNone = <T extends z.ZodType>(id: T) => z.union([z.literal('none'), id])

/** Cases of which this moment lies from `fromMs` on and before `untilMs`, and that are what else is said. */
export const caseSelection = z.object({
  fromMs: z.coerce.number().int().nonnegative(),
  untilMs: z.coerce.number().int().nonnegative(),
  moment: z.enum(CASE_MOMENTS).default('opened'),
  part: z.enum(CASE_PARTS).optional(),
  state: z.enum(CASE_STATES).optional(),
  channelId: channelId.optional(),
  teamId: orNone(teamId).optional(),
  agentId: orNone(agentId).optional(),
  topicId: orNone(topicId).optional(),
  /** Of that moment, by the company's clock. */
  day: day.optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  /** In the client's name, the vacancy or the number. */
  search: z.string().trim().max(100).optional(),
})
export type CaseSelection = z.output<typeof caseSelection>

const inOrder = {
  check: ({ fromMs, untilMs }: { fromMs: number; untilMs: number }) =>
    untilMs > fromMs && untilMs - fromMs <= LONGEST_PERIOD_MS,
  message: 'Give a period that ends after it begins and is at most two years long.',
}

export const CASE_SORTS = ['number', 'opened', 'firstAnswer', 'wait', 'closed', 'took'] as const
export type CaseSort = (typeof CASE_SORTS)[number]
export const MAX_CASE_ROWS = 500

/** A page of the table. `after`: the `next` of the page before. */
export const caseRowsQuery = caseSelection
  .extend({
    sort: z.enum(CASE_SORTS).default('opened'),
    order: z.enum(['asc', 'desc']).default('desc'),
    limit: z.coerce.number().int().min(1).max(MAX_CASE_ROWS).default(200),
    after: z
      .string()
      .regex(/^-?\d+,[0-9a-f-]{36}$/, 'Give the `next` of the page before.')
      .optional(),
  })
  .refine(inOrder.check, { message: inOrder.message })

const moment = z.number().int().nullable()
const name = z.string().nullable()
export const caseRow = z.object({
  id: caseId,
  chatId,
  number: z.number().int(),
  openedAtMs: z.number().int(),
  firstAnswerMs: moment,
  closedAtMs: moment,
  state: z.enum(['idle', ...CASE_STATES]),
  /** Put away by its agent for later (spec Q22). */
  isAway: z.boolean().optional(),
  closedBy: name,
  channel: z.string(),
  team: name,
  agent: name,
  client: z.string(),
  vacancy: name,
  topic: name,
})
export type CaseRow = z.output<typeof caseRow>

/** `total`: of the whole selection, told with its first page alone. `next`: there are more. */
export const caseRows = z.object({ rows: z.array(caseRow), total: count.nullable(), next: z.string().nullable() })

export const CASE_COLUMNS = [
  'number',
  'opened',
  'firstAnswer',
  'wait',
  'closed',
  'took',
  'state',
  'closedBy',
  'channel',
  'team',
  'agent',
  'client',
  'vacancy',
  'topic',
] as const
export type CaseColumn = (typeof CASE_COLUMNS)[number]

const columns = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(CASE_COLUMNS)).min(1))

/** Without `columns`: all of them. */
export const exportQuery = caseSelection
  .extend({ language: z.enum(['ru', 'en']), columns: columns.optional() })
  .refine(inOrder.check, { message: inOrder.message })

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const partsQuery = caseSelection
  .extend({ language: z.enum(['ru', 'en']), columns: columns.optional(), format: z.enum(EXPORT_FORMATS) })
  .refine(inOrder.check, { message: inOrder.message })

/**
 * A line of a file that is told in parts: first how many cases there will be, then pieces of the file (base64), last
 * that it is whole. Without the last line it is not.
 */
export const exportLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begun'), cases: count }),
  z.object({ kind: z.literal('part'), cases: count, bytes: z.string() }),
  z.object({ kind: z.literal('whole'), cases: count }),
  z.object({ kind: z.literal('failed') }),
])
export type ExportLine = z.output<typeof exportLine>

const funnelRows = z.array(z.object({ step: z.enum(FUNNEL_STEPS), count, fromBefore: count, medianMs: durationMs }))
/** Of those who responded in the period (spec V6). */
export const funnelView = z.object({
  span: periodSpan,
  rows: funnelRows,
  vacancies: z.array(
    z.object({ channelId, channel: z.string(), vacancyId: z.string(), title: z.string(), rows: funnelRows }),
  ),
}) satisfies z.ZodType<Funnel>

/** Without `channelId` and `vacancyId`: of all vacancies. */
export const peopleQuery = z
  .object({
    fromMs: z.coerce.number().int().nonnegative(),
    untilMs: z.coerce.number().int().nonnegative(),
    step: z.enum(FUNNEL_STEPS),
    channelId: channelId.optional(),
    vacancyId: z.string().max(200).optional(),
  })
  .refine(inOrder.check, { message: inOrder.message })

const madeStep = z.object({ atMs: z.number().nullable() }).optional()
/** The first few hundred of them; the number says how many there are. */
export const peopleView = z.object({
  people: z.array(
    z.object({
      chatId,
      channelId,
      vacancyId: z.string(),
      vacancyTitle: z.string(),
      name: z.string(),
      made: z.object({
        response: madeStep,
        answer: madeStep,
        call: madeStep,
        invitation: madeStep,
        hired: madeStep,
        refused: madeStep,
      }),
    }),
  ),
})
export type PeopleView = z.output<typeof peopleView>
