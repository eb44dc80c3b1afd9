import type { CaseState } from './case'
import { autoCloseMs, type AutoAnswer, type ChannelSettings } from './channel-settings'
import type { AutoAnswerId } from './ids'
import type { WorkingHours } from './working-hours'
import { isWorkingTime } from './working-time'

/** What the rules remember of a case; JSON. */
export interface AutomationFacts {
  /** Last word of the client, an agent or a bot. What rules send is not activity: it would keep the case open. */
  readonly lastActivityMs: number
  /** The client waits for a person; `null`: nobody waits. */
  readonly wait: Wait | null
  /** Sent once in this case, and never again. */
  readonly sentAnswerIds: readonly AutoAnswerId[]
}

export interface Wait {
  readonly sinceMs: number
  /** How it began decides which answers it gets, also when work begins meanwhile. */
  readonly isOffHours: boolean
  /** Answers of this delay or less are over: they went out, or were due too long ago. */
  readonly passedMs: number
}

export type AutomationEvent =
  /** Also a response to a vacancy. `atMs` in the channel, which may be long before the hub knows of it. */
  | { readonly kind: 'clientWrote'; readonly atMs: number }
  /** Under the company's account: an agent here, or somebody in the channel itself. */
  | { readonly kind: 'personAnswered' }
  | { readonly kind: 'botAnswered' }
  /** From the bot to people, wished or forced: from now on the client waits for them. */
  | { readonly kind: 'botHandedOver' }

/**
 * A text that says «now» is still true this long after it was due: a restart, an update or a short loss of the network
 * delays it, a computer that slept drops it.
 */
export const STALE_AFTER_MS = 15 * 60_000

/** Without facts (`null`: history that came with the channel) the rules leave a case alone until somebody writes. */
export interface AutomatedCase {
  readonly state: CaseState
  readonly automation: AutomationFacts | null
  /** Put away until a time: till then it is not closed for being quiet (snooze.ts). */
  readonly isKeptOpen?: boolean
}

type RuleSettings = Pick<ChannelSettings, 'autoAnswers' | 'offHours' | 'autoClose'>

export function afterEvent(
  facts: AutomationFacts | null,
  event: AutomationEvent,
  hours: WorkingHours,
  nowMs: number,
): AutomationFacts {
  const sentAnswerIds = facts?.sentAnswerIds ?? []
  switch (event.kind) {
    case 'clientWrote':
      return {
        lastActivityMs: nowMs,
        wait: goesOn(facts, nowMs) ?? waitFrom(Math.min(event.atMs, nowMs), hours),
        sentAnswerIds,
      }
    case 'botHandedOver':
      return { lastActivityMs: nowMs, wait: waitFrom(nowMs, hours), sentAnswerIds }
    case 'personAnswered':
    case 'botAnswered':
      return { lastActivityMs: nowMs, wait: null, sentAnswerIds }
  }
}

/** A wait that began in the future began under a clock that was set back since. */
function goesOn(facts: AutomationFacts | null, nowMs: number): Wait | null {
  const wait = facts?.wait ?? null
  return wait && { ...wait, sinceMs: Math.min(wait.sinceMs, nowMs) }
}

function waitFrom(sinceMs: number, hours: WorkingHours): Wait {
  return { sinceMs, isOffHours: !isWorkingTime(hours, sinceMs), passedMs: -1 }
}

export type Due =
  | { readonly kind: 'autoAnswer'; readonly answer: AutoAnswer; readonly atMs: number }
  | { readonly kind: 'autoClose'; readonly atMs: number }

/** What the rules do next if nothing else happens. A closing at the very moment of an answer goes first. */
export function nextDue({ state, automation, isKeptOpen }: AutomatedCase, settings: RuleSettings): Due | null {
  if (automation === null || state.kind === 'closed' || state.kind === 'idle') return null
  const close: Due = { kind: 'autoClose', atMs: automation.lastActivityMs + autoCloseMs(settings) }
  const answer = state.kind === 'withBot' ? null : nextAnswer(automation, settings)
  if (isKeptOpen === true) return answer
  return answer !== null && answer.atMs < close.atMs ? answer : close
}

function nextAnswer({ wait, sentAnswerIds }: AutomationFacts, settings: RuleSettings): Due | null {
  if (wait === null) return null
  let next: AutoAnswer | null = null
  for (const answer of answersFor(wait, settings)) {
    if (answer.delayMs <= wait.passedMs || sentAnswerIds.includes(answer.id)) continue
    if (next === null || answer.delayMs < next.delayMs) next = answer
  }
  return next && { kind: 'autoAnswer', answer: next, atMs: wait.sinceMs + next.delayMs }
}

/** Spec A14: off hours either a bot or these. */
function answersFor({ isOffHours }: Wait, { autoAnswers, offHours }: RuleSettings): readonly AutoAnswer[] {
  if (!isOffHours) return autoAnswers
  return offHours.kind === 'autoAnswers' ? offHours.answers : []
}

export type RuleAction =
  { readonly kind: 'sendAnswer'; readonly answer: AutoAnswer } | { readonly kind: 'closeByTimeout' }

/**
 * The first thing to do now, with the facts as they stand once it is done; to be stored together. Called again until
 * there is no action. Answers that are stale are passed over.
 */
export function onDue(
  { automation, ...present }: AutomatedCase,
  settings: RuleSettings,
  nowMs: number,
): { readonly action: RuleAction | null; readonly automation: AutomationFacts | null } {
  let facts = automation
  for (;;) {
    const due = nextDue({ ...present, automation: facts }, settings)
    if (due === null || facts === null || due.atMs > nowMs) return { action: null, automation: facts }
    if (due.kind === 'autoClose') return { action: { kind: 'closeByTimeout' }, automation: facts }
    const { answer } = due
    if (nowMs - due.atMs <= STALE_AFTER_MS) {
      return { action: { kind: 'sendAnswer', answer }, automation: sent(facts, answer) }
    }
    facts = passed(facts, answer.delayMs)
  }
}

/** Those before it in the order are over; one of the same delay may still follow. */
function sent(facts: AutomationFacts, { id, delayMs }: AutoAnswer): AutomationFacts {
  return { ...passed(facts, delayMs - 1), sentAnswerIds: [...facts.sentAnswerIds, id] }
}

function passed(facts: AutomationFacts, delayMs: number): AutomationFacts {
  const { wait } = facts
  return wait === null ? facts : { ...facts, wait: { ...wait, passedMs: Math.max(wait.passedMs, delayMs) } }
}

/** What the client reads when a case closes, by whomever (spec Q15, Q16); `null`: nothing. */
export function closingText({ closing }: Pick<ChannelSettings, 'closing'>): string | null {
  const text = closing.text.trim()
  return closing.isShown && text !== '' ? text : null
}
