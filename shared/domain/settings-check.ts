import { textLength } from './capabilities'
import type { PersonReceiver } from './case'
import { checkCalls, type CallsProblem } from './channel-calls'
import { autoCloseMs, MAX_CLOSING_TEXT, type AutoAnswer, type ChannelSettings } from './channel-settings'
import { hoursCover } from './hours-check'
import type { AgentId, AutoAnswerId } from './ids'
import type { Receivers } from './receiver'
import { unknownFields } from './text-template'
import type { WorkingHours } from './working-hours'

/** Where a problem lies, so that a screen can show it beside its field. */
export type SettingsProblem =
  | { readonly code: 'unknownReceiver'; readonly severity: 'error' }
  | { readonly code: 'unknownBot'; readonly severity: 'error'; readonly where: 'receiver' | 'offHours' }
  /** A bot that nobody could take over from (spec Q6). */
  | { readonly code: 'botWithoutFallback'; readonly severity: 'error' }
  | { readonly code: 'emptyTeam'; readonly severity: 'warning' }
  | { readonly code: 'autoCloseNotPositive'; readonly severity: 'error' }
  | { readonly code: 'closingBlank'; readonly severity: 'error' }
  | { readonly code: 'closingTooLong'; readonly severity: 'error'; readonly length: number; readonly max: number }
  | AnswerProblem
  | (CallsProblem & { readonly severity: 'error' })
  /** In a text of calls, mistyped: the client gets nothing in its place. */
  | { readonly code: 'callFieldUnknown'; readonly severity: 'warning'; readonly field: string }
  /** No minute of the schedule is worked: everything is off hours. */
  | { readonly code: 'neverWorking'; readonly severity: 'warning' }
  /** Set for off hours, which the schedule does not have. */
  | { readonly code: 'offHoursNeverReached'; readonly severity: 'warning' }
  /** The bot of working hours rests off hours, and nothing else is set for them. */
  | { readonly code: 'botRestsOffHours'; readonly severity: 'warning' }

type AnswerProblem = {
  readonly where: 'autoAnswers' | 'offHours'
  readonly answerId: AutoAnswerId
} & (
  | { readonly code: 'answerBlank'; readonly severity: 'error' }
  | { readonly code: 'answerTooLong'; readonly severity: 'error'; readonly length: number; readonly max: number }
  /** Sent only if the client goes on writing: the case closes by itself before. */
  | { readonly code: 'answerAfterAutoClose'; readonly severity: 'warning' }
  /** Both go out at once. */
  | { readonly code: 'answersAtOnce'; readonly severity: 'warning' }
)

export interface SettingsContext extends Receivers {
  readonly hours: WorkingHours
  /** Of the channel (`Capabilities.maxTextLength`). */
  readonly maxTextLength: number
}

/** Mistakes in what is about to be saved (spec A22). An error keeps it from being saved, a warning does not. */
export function checkChannelSettings(settings: ChannelSettings, context: SettingsContext): readonly SettingsProblem[] {
  const { offHours, autoAnswers } = settings
  return [
    ...receiverProblems(settings, context),
    ...answerProblems('autoAnswers', autoAnswers, settings, context),
    ...(offHours.kind === 'autoAnswers' ? answerProblems('offHours', offHours.answers, settings, context) : []),
    ...closingProblems(settings, context),
    ...hoursProblems(settings, context),
    ...callProblems(settings, context),
  ]
}

function receiverProblems({ receiver, offHours }: ChannelSettings, context: SettingsContext): SettingsProblem[] {
  const problems: SettingsProblem[] = []
  const isBot = (botId: string) => context.bots.some(({ id }) => id === botId)
  const person = receiver.kind === 'bot' ? receiver.fallback : receiver
  if (receiver.kind === 'bot' && !isBot(receiver.botId)) {
    problems.push({ code: 'unknownBot', severity: 'error', where: 'receiver' })
  }
  if (!isPresent(person, context)) {
    const code = receiver.kind === 'bot' ? 'botWithoutFallback' : 'unknownReceiver'
    problems.push({ code, severity: 'error' })
  } else if (person.kind === 'team' && membersOf(person, context).length === 0) {
    problems.push({ code: 'emptyTeam', severity: 'warning' })
  }
  if (offHours.kind === 'bot' && !isBot(offHours.botId)) {
    problems.push({ code: 'unknownBot', severity: 'error', where: 'offHours' })
  }
  return problems
}

function isPresent(person: PersonReceiver, { agents, teams }: Receivers): boolean {
  if (person.kind === 'team') return teams.some(({ id }) => id === person.teamId)
  return agents.some(({ id, isRemoved }) => id === person.agentId && !isRemoved)
}

function membersOf({ teamId }: Extract<PersonReceiver, { kind: 'team' }>, { agents }: Receivers): readonly AgentId[] {
  return agents.filter(({ isRemoved, teamIds }) => !isRemoved && teamIds.includes(teamId)).map(({ id }) => id)
}

function answerProblems(
  where: AnswerProblem['where'],
  answers: readonly AutoAnswer[],
  settings: ChannelSettings,
  { maxTextLength: max }: SettingsContext,
): SettingsProblem[] {
  const seenDelays = new Set<number>()
  return answers.flatMap(({ id: answerId, text, delayMs }) => {
    const problems: SettingsProblem[] = []
    const at = { where, answerId }
    const length = textLength(text)
    if (text.trim() === '') problems.push({ code: 'answerBlank', severity: 'error', ...at })
    if (length > max) problems.push({ code: 'answerTooLong', severity: 'error', ...at, length, max })
    if (delayMs >= autoCloseMs(settings)) problems.push({ code: 'answerAfterAutoClose', severity: 'warning', ...at })
    if (seenDelays.has(delayMs)) problems.push({ code: 'answersAtOnce', severity: 'warning', ...at })
    seenDelays.add(delayMs)
    return problems
  })
}

function closingProblems(
  { closing, autoClose }: ChannelSettings,
  { maxTextLength }: SettingsContext,
): SettingsProblem[] {
  const problems: SettingsProblem[] = []
  const length = textLength(closing.text)
  const max = Math.min(MAX_CLOSING_TEXT, maxTextLength)
  if (closing.isShown && closing.text.trim() === '') problems.push({ code: 'closingBlank', severity: 'error' })
  if (length > max) problems.push({ code: 'closingTooLong', severity: 'error', length, max })
  if (!(Number.isInteger(autoClose.amount) && autoClose.amount > 0)) {
    problems.push({ code: 'autoCloseNotPositive', severity: 'error' })
  }
  return problems
}

function hoursProblems({ receiver, offHours }: ChannelSettings, { hours }: SettingsContext): SettingsProblem[] {
  switch (hoursCover(hours)) {
    case 'nothing':
      return [{ code: 'neverWorking', severity: 'warning' }]
    case 'everything':
      return offHours.kind === 'nothing' ? [] : [{ code: 'offHoursNeverReached', severity: 'warning' }]
    case 'some':
      return receiver.kind === 'bot' && offHours.kind === 'nothing'
        ? [{ code: 'botRestsOffHours', severity: 'warning' }]
        : []
  }
}

function callProblems({ calls }: ChannelSettings, context: SettingsContext): SettingsProblem[] {
  const mistyped = unknownFields(`${calls.note}\n${calls.missed.text}`)
  return [
    ...checkCalls(calls, context).map((problem) => ({ ...problem, severity: 'error' as const })),
    ...mistyped.map((field) => ({ code: 'callFieldUnknown', severity: 'warning', field }) as const),
  ]
}
