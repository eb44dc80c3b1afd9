import { z } from 'zod'

import { MAIL_LAYERS } from '../domain/mail'
import { NAMED_PERIODS } from '../domain/report/period'
import { MAX_RECEIVERS, PLAN_FILES, type ReportPlan } from '../domain/report/plan'
import { GROUPINGS } from '../domain/report/report'
import { agentId } from './ids'
import { mailAddress } from './mail-admin'

const LAST_MINUTE = 24 * 60 - 1

export const reportPlan = z.object({
  name: z.string().trim().min(1).max(100),
  period: z.enum(NAMED_PERIODS),
  grouping: z.enum(GROUPINGS),
  file: z.enum(PLAN_FILES),
  weekdays: z
    .array(z.number().int().min(0).max(6))
    .min(1, 'Choose at least one day of the week.')
    .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
  atMin: z.number().int().min(0).max(LAST_MINUTE),
  receivers: z
    .array(mailAddress)
    .min(1, 'Name at least one receiver.')
    .max(MAX_RECEIVERS)
    .transform((list) => [...new Set(list)]),
  language: z.enum(['ru', 'en']),
}) satisfies z.ZodType<ReportPlan>

/** `unknown`: the hub ended while it was handed over; whether it went nobody knows, and it is not sent again by itself. */
export const LETTER_STATES = ['waiting', 'sending', 'sent', 'failed', 'unknown'] as const
/** How far it came; `noMail`: no mail server is set up. */
export const LETTER_FAILURES = [...MAIL_LAYERS, 'noMail'] as const

const planLetter = z.object({
  receiver: z.string(),
  atMs: z.number().int(),
  state: z.enum(LETTER_STATES),
  attempts: z.number().int(),
  failure: z.enum(LETTER_FAILURES).nullable(),
})

export const plannedReport = z.object({
  id: z.uuid(),
  plan: reportPlan,
  isOn: z.boolean(),
  offBecause: z.enum(['authorLostRole']).nullable(),
  nextAtMs: z.number().int().nullable(),
  author: z.object({ id: agentId, name: z.string() }),
  /** Of the latest letters, the newest first. */
  letters: z.array(planLetter),
})
export type PlannedReport = z.output<typeof plannedReport>

export const planList = z.object({ plans: z.array(plannedReport), hasMail: z.boolean(), timeZone: z.string() })
export type PlanList = z.output<typeof planList>

export const savePlanRequest = z.object({ plan: reportPlan, isOn: z.boolean() })
/** The same `runId` is sent once, however often it is asked for. */
export const sendPlanRequest = z.object({ runId: z.uuid() })
