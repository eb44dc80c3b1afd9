import { z } from 'zod'

import type { Bot, BotMenu, BotStep } from '../domain/bot'
import {
  checkCalls,
  MAX_CALL_NOTE,
  MAX_MISSED_TEXT,
  type CallsProblem,
  type ChannelCalls,
} from '../domain/channel-calls'
import {
  HOUR_MS,
  MAX_CLOSING_TEXT,
  type AutoAnswer,
  type ChannelSettings,
  type OffHours,
  type Receiver,
} from '../domain/channel-settings'
import type { Distribution } from '../domain/distribution'
import { MAX_WRAP_UP_MS, NO_WRAP_UP } from '../domain/wrap-up'
import type { WorkingHours } from '../domain/working-hours'
import { withoutTurning } from '../lib/without-turning'
import { personReceiver } from './cases'
import { agent, agentRole, directory, ownStatus } from './directory'
import { recordingPolicy } from './recording'
import { autoAnswerId, botId, channelGroupId, channelId, ownStatusId, teamId, topicId, agentId } from './ids'

const MINUTES_A_DAY = 1440
const NAME_LENGTH = 80
/** A thousand years; only keeps the arithmetic of times exact. */
const MAX_HOURS = 8_766_000
export const MAX_AUTO_ANSWERS = 20

const CALLS_MISTAKES: Readonly<Record<CallsProblem['code'], { path: string[]; message: string }>> = {
  callerNumberInvalid: { path: ['callerNumber'], message: 'a telephone number as +74951234567, or null' },
  callNoteTooLong: { path: ['note'], message: `at most ${MAX_CALL_NOTE} characters` },
  callNoteUnseen: { path: ['note'], message: 'one line of visible characters' },
  missedTextTooLong: { path: ['missed', 'text'], message: `at most ${MAX_MISSED_TEXT} characters` },
  missedTextUnseen: { path: ['missed', 'text'], message: 'visible characters and line breaks alone' },
  missedTextBlank: { path: ['missed', 'text'], message: 'a text, or `isTold` false' },
}

const name = z.string().overwrite(withoutTurning).trim().min(1).max(NAME_LENGTH)

const receiver = z.discriminatedUnion('kind', [
  ...personReceiver.options,
  z.object({ kind: z.literal('bot'), botId, fallback: personReceiver }),
]) satisfies z.ZodType<Receiver>

const autoAnswer = z.object({
  id: autoAnswerId,
  text: z.string().trim().min(1).max(4000),
  delayMs: z
    .number()
    .int()
    .min(0)
    .max(MAX_HOURS * HOUR_MS),
}) satisfies z.ZodType<AutoAnswer>

const autoAnswers = z.array(autoAnswer).max(MAX_AUTO_ANSWERS).readonly()

const offHours = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  z.object({ kind: z.literal('bot'), botId }),
  z.object({ kind: z.literal('autoAnswers'), answers: autoAnswers }),
]) satisfies z.ZodType<OffHours>

const channelCalls = z
  .object({
    callerNumber: z.string().nullable(),
    note: z.string(),
    missed: z.object({ isTold: z.boolean(), text: z.string() }),
  })
  .superRefine((calls, context) => {
    for (const { code } of checkCalls(calls, { maxTextLength: Infinity }))
      context.addIssue({ code: 'custom', ...CALLS_MISTAKES[code] })
  }) satisfies z.ZodType<ChannelCalls>

export const channelSettings = z.object({
  receiver,
  isOnlyWithMessages: z.boolean(),
  autoAnswers,
  offHours,
  closing: z.object({
    isShown: z.boolean(),
    text: z.string().refine((text) => [...text].length <= MAX_CLOSING_TEXT, `at most ${MAX_CLOSING_TEXT} characters`),
  }),
  autoClose: z.object({ amount: z.number().int().min(1).max(MAX_HOURS), unit: z.enum(['hours', 'days']) }),
  calls: channelCalls,
}) satisfies z.ZodType<ChannelSettings>

/** Without `calls` they stay as they are: a desk of before there were any does not send them. */
export const channelSettingsDraft = channelSettings.extend({ calls: channelCalls.optional() })

const spans = z
  .array(
    z
      .object({
        fromMin: z.number().int().min(0).max(MINUTES_A_DAY),
        toMin: z.number().int().min(0).max(MINUTES_A_DAY),
      })
      .refine(({ fromMin, toMin }) => fromMin < toMin, 'a span ends after it begins'),
  )
  .max(24)
  .refine(
    (day) =>
      [...day]
        .sort((a, b) => a.fromMin - b.fromMin)
        .every((span, i, all) => i === 0 || (all[i - 1]?.toMin ?? 0) <= span.fromMin),
    'spans of one day do not overlap',
  )
  .readonly()

export const workingHours = z.object({
  timeZone: z.string().refine(isTimeZone, 'a time zone by its IANA name'),
  week: z.array(spans).length(7).readonly(),
  exceptions: z
    .array(z.object({ date: z.iso.date(), name: z.string().trim().max(NAME_LENGTH), spans }))
    .max(1000)
    .refine((list) => new Set(list.map(({ date }) => date)).size === list.length, 'each date once')
    .readonly(),
}) satisfies z.ZodType<WorkingHours>

const wrapUpMs = z.number().int().min(0).max(MAX_WRAP_UP_MS)

export const distribution = z.object({
  isAutomatic: z.boolean(),
  strategy: z.enum(['longestIdle', 'leastLoaded', 'roundRobin']),
  capacity: z.number().int().min(1).max(1000),
  answerWithinMs: z
    .number()
    .int()
    .min(1000)
    .max(MAX_HOURS * HOUR_MS)
    .nullable(),
  attempts: z.number().int().min(1).max(100),
  afterwards: z.enum(['queue', 'supervisor']),
  // Settings of before there was one hold none.
  wrapUp: z.object({ afterCallMs: wrapUpMs, afterChatMs: wrapUpMs }).default(NO_WRAP_UP),
}) satisfies z.ZodType<Distribution>

const botStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('screen'), screenId: z.string() }),
  z.object({ kind: z.literal('handOver') }),
  z.object({ kind: z.literal('close') }),
]) satisfies z.ZodType<BotStep>

const botMenu = z.object({
  startId: z.string(),
  screens: z
    .array(
      z.object({
        id: z.string().min(1),
        text: z.string().trim().min(1).max(900),
        choices: z
          .array(z.object({ label: z.string().trim().min(1).max(60), then: botStep }))
          .max(9)
          .readonly(),
      }),
    )
    .min(1)
    .max(100)
    .readonly(),
}) satisfies z.ZodType<BotMenu>

export const bot = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('http'),
    id: botId,
    name,
    url: z.url().refine(isBotUrl, 'https, or http on this computer'),
    timeoutMs: z.number().int().min(200).max(30_000),
  }),
  z.object({ kind: z.literal('menu'), id: botId, name, menu: botMenu }),
]) satisfies z.ZodType<Bot>

/** Everything that an administrator sets, as the screens read it. */
export const administration = z.object({
  agents: z.array(agent),
  ...directory.shape,
  bots: z.array(bot),
  hours: workingHours,
  distribution,
  recording: recordingPolicy,
  channels: z.array(z.object({ channelId, settings: channelSettings })),
})
export type Administration = z.output<typeof administration>

export const agentDraft = z.object({
  name,
  role: agentRole,
  teamIds: z.array(teamId).max(1000),
  capacity: z.number().int().min(1).max(1000).nullable(),
})
/** A menu that is read at a glance. */
export const MAX_OWN_STATUSES = 20
export const nameDraft = z.object({ name })
export const ownStatusDraft = ownStatus
  .omit({ id: true, isRemoved: true })
  .extend({ names: z.object({ ru: name, en: z.string().trim().max(NAME_LENGTH) }) })
  .refine(({ takesCases, isBreak }) => !(takesCases && isBreak), {
    message: 'a break takes no cases: set `takesCases` or `isBreak` to false',
    path: ['isBreak'],
  })
/** Created at once with a first secret for the endpoint's signature; `secret` stands only in that answer. */
export const botReply = z.object({ bot, secret: z.string().nullable() })

export const agentParams = z.object({ agentId })
export const botParams = z.object({ botId })
export const groupParams = z.object({ channelGroupId })
export const teamParams = z.object({ teamId })
export const ownStatusParams = z.object({ ownStatusId })
export const topicParams = z.object({ topicId })

/** What clients write is sent there: over a network only encrypted. `URL` is not among the types of `shared`. */
function isBotUrl(value: string): boolean {
  return (
    /^https:\/\/[^/@]+(\/|\?|$)/i.test(value) ||
    /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|\?|$)/i.test(value)
  )
}

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
