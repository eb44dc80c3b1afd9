import type { PersonReceiver } from './case'
import { defaultCalls, type ChannelCalls } from './channel-calls'
import type { ChannelKind } from './channel'
import type { AutoAnswerId, BotId, TeamId } from './ids'

/** What an administrator sets per channel (sources/003, «Рабочее время», «Нерабочее время», «Общие настройки»). */
export interface ChannelSettings {
  /** Кто будет принимать обращение. */
  readonly receiver: Receiver
  /** Авито Работа: pass on only responses that carry a message (spec Q10). */
  readonly isOnlyWithMessages: boolean
  /** In working hours, in order of delay (spec A10, A11). */
  readonly autoAnswers: readonly AutoAnswer[]
  readonly offHours: OffHours
  /** «Показывать сообщение при закрытии обращения» (spec Q15). The text is kept while the switch is off. */
  readonly closing: { readonly isShown: boolean; readonly text: string }
  /** Закрывать неактивный диалог через (spec Q13). */
  readonly autoClose: { readonly amount: number; readonly unit: 'hours' | 'days' }
  /** Stands on the channel too: every desk calls by it. */
  readonly calls: ChannelCalls
}

/** Spec Q5, Q6: a bot needs somebody who takes over. */
export type Receiver =
  PersonReceiver | { readonly kind: 'bot'; readonly botId: BotId; readonly fallback: PersonReceiver }

export interface AutoAnswer {
  readonly id: AutoAnswerId
  readonly text: string
  /** After the message that asked for an answer. */
  readonly delayMs: number
}

/** Bot and auto-answers off hours exclude each other (spec A14): the type has no place for both. */
export type OffHours =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bot'; readonly botId: BotId }
  | { readonly kind: 'autoAnswers'; readonly answers: readonly AutoAnswer[] }

/** Spec Q15, in code points. */
export const MAX_CLOSING_TEXT = 250

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** As a channel begins (spec Q14: 4 days); without `kind`, as one of a platform. */
export function defaultChannelSettings(teamId: TeamId, kind: ChannelKind = 'avito'): ChannelSettings {
  return {
    receiver: { kind: 'team', teamId },
    isOnlyWithMessages: false,
    autoAnswers: [],
    offHours: { kind: 'nothing' },
    closing: { isShown: false, text: '' },
    autoClose: { amount: 4, unit: 'days' },
    calls: defaultCalls(kind),
  }
}

export function autoCloseMs({ autoClose }: Pick<ChannelSettings, 'autoClose'>): number {
  return autoClose.amount * (autoClose.unit === 'hours' ? HOUR_MS : DAY_MS)
}
