import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import type { LETTER_FAILURES, LETTER_STATES } from '#shared/contract/report-plans'
import type { AgentId } from '#shared/domain/ids'
import type { PlanOffReason, ReportPlan } from '#shared/domain/report/plan'

const epochMs = (name: string) => bigint(name, { mode: 'number' })

export const reportPlans = pgTable('report_plans', {
  id: uuid('id').primaryKey(),
  authorId: uuid('author_id').$type<AgentId>().notNull(),
  plan: jsonb('plan').$type<ReportPlan>().notNull(),
  isOn: boolean('is_on').notNull(),
  offBecause: text('off_because').$type<PlanOffReason>(),
  nextAtMs: epochMs('next_at_ms'),
  createdAtMs: epochMs('created_at_ms').notNull(),
})

export const reportLetters = pgTable(
  'report_letters',
  {
    planId: uuid('plan_id').notNull(),
    /** What its letters belong together by: the planned moment, or what somebody sent at once. */
    run: text('run').notNull(),
    receiver: text('receiver').notNull(),
    /** Of that moment the report tells. */
    atMs: epochMs('at_ms').notNull(),
    state: text('state').$type<(typeof LETTER_STATES)[number]>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAtMs: epochMs('next_at_ms'),
    failure: text('failure').$type<(typeof LETTER_FAILURES)[number]>(),
  },
  (table) => [primaryKey({ columns: [table.planId, table.run, table.receiver] })],
)
