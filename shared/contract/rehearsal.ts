import { z } from 'zod'

import type { Rehearsal, RehearsalTotals, RehearsedCase, RehearsedStep } from '../domain/rehearsal'
import type { SettingsProblem } from '../domain/settings-check'
import { channelSettingsDraft, distribution, workingHours } from './administration'
import { queuedWhy, ruledEnd } from './cases'
import { agentId, autoAnswerId, botId, chatId, teamId } from './ids'

const atMs = z.number().int()
const count = z.number().int()
const error = { severity: z.literal('error') }
const warning = { severity: z.literal('warning') }
const ofAnswer = { where: z.enum(['autoAnswers', 'offHours']), answerId: autoAnswerId }
const tooLong = { length: count, max: count }

export const settingsProblem = z.discriminatedUnion('code', [
  z.object({ code: z.literal('unknownReceiver'), ...error }),
  z.object({ code: z.literal('unknownBot'), ...error, where: z.enum(['receiver', 'offHours']) }),
  z.object({ code: z.literal('botWithoutFallback'), ...error }),
  z.object({ code: z.literal('emptyTeam'), ...warning }),
  z.object({ code: z.literal('autoCloseNotPositive'), ...error }),
  z.object({ code: z.literal('closingBlank'), ...error }),
  z.object({ code: z.literal('closingTooLong'), ...error, ...tooLong }),
  z.object({ code: z.literal('answerBlank'), ...error, ...ofAnswer }),
  z.object({ code: z.literal('answerTooLong'), ...error, ...ofAnswer, ...tooLong }),
  z.object({ code: z.literal('answerAfterAutoClose'), ...warning, ...ofAnswer }),
  z.object({ code: z.literal('answersAtOnce'), ...warning, ...ofAnswer }),
  z.object({ code: z.literal('callerNumberInvalid'), ...error }),
  z.object({ code: z.enum(['callNoteTooLong', 'missedTextTooLong']), ...error, ...tooLong }),
  z.object({ code: z.enum(['callNoteUnseen', 'missedTextUnseen']), ...error }),
  z.object({ code: z.literal('missedTextBlank'), ...error }),
  z.object({ code: z.literal('callFieldUnknown'), ...warning, field: z.string() }),
  z.object({ code: z.literal('neverWorking'), ...warning }),
  z.object({ code: z.literal('offHoursNeverReached'), ...warning }),
  z.object({ code: z.literal('botRestsOffHours'), ...warning }),
]) satisfies z.ZodType<SettingsProblem>

const step = z.discriminatedUnion('kind', [
  z.object({ atMs, kind: z.literal('withBot'), botId }),
  z.object({ atMs, kind: z.literal('queued'), teamId: teamId.nullable(), why: queuedWhy }),
  z.object({ atMs, kind: z.literal('assigned'), agentId, how: z.enum(['claimed', 'automatically']) }),
  z.object({ atMs, kind: z.literal('autoAnswer'), answerId: autoAnswerId }),
  z.object({ atMs, kind: z.literal('closed'), by: ruledEnd, isTextSent: z.boolean() }),
]) satisfies z.ZodType<RehearsedStep>

const rehearsedCase = z.object({
  chatId,
  openedAtMs: atMs,
  steps: z.array(step).readonly(),
}) satisfies z.ZodType<RehearsedCase>

const totals = z.object({
  cases: count,
  notPassedOn: count,
  withBot: count,
  autoAnswers: count,
  closedByTimeout: count,
  closingTexts: count,
  queued: count,
}) satisfies z.ZodType<RehearsalTotals>

/** What is not saved yet; without hours or distribution, those that are. */
export const rehearsalRequest = z.object({
  settings: channelSettingsDraft,
  hours: workingHours.optional(),
  distribution: distribution.optional(),
})

/** `cases`: the latest ones; `totals` counts all. */
export const rehearsalReply = z.object({
  /** The traffic between these times was replayed. */
  sinceMs: atMs,
  untilMs: atMs,
  events: count,
  problems: z.array(settingsProblem).readonly(),
  totals,
  cases: z.array(rehearsedCase).readonly(),
}) satisfies z.ZodType<Rehearsal>
export type RehearsalReply = z.output<typeof rehearsalReply>
