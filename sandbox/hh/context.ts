import type { ShiftedClock } from '../lib/shifted-clock'
import type { FaultAction, FaultPlan } from '../lib/faults'
import type { HookSender } from './hooks/hook-sender'
import type { Manager, Message } from './model'
import type { HhSettings } from './settings'
import type { MailTemplates } from './templates'
import type { TokenStore } from './tokens'
import type { UploadDesk } from './uploads'
import type { World } from './world'

/** One running sandbox: what its routes and its control share. */
export interface HhContext {
  readonly world: World
  readonly clock: ShiftedClock
  readonly tokens: TokenStore
  readonly faults: FaultPlan<HhFaultAction>
  readonly hooks: HookSender
  readonly uploads: UploadDesk
  readonly templates: MailTemplates
  readonly clientId: string
  readonly clientSecret: string
  /** Every message taken over the API in the order of acceptance: what "exactly once" is counted on. */
  readonly accepted: AcceptedMessage[]
  readonly settings: HhSettings
  /** Groups of paid methods that were not bought. */
  readonly unpaidGroups: Set<PaidGroup>
  /** `<user>:<chat>:<key>` of messages that were taken. */
  readonly idempotencyKeys: Set<string>
  /** Résumé views by day, `<employer>:<day>`. */
  readonly views: Map<string, number>
  readonly counts: { requests: number; refused: number }
}

export interface AcceptedMessage {
  readonly chatId: string
  readonly message: Message
  readonly manager: Manager
}

/** The documented groups (facts §2). Their ids in `method_access` are not documented: these are the sandbox's own. */
export const PAID_GROUPS = {
  resume_view: 'Просмотр резюме',
  negotiations: 'Работа с откликами',
  chats: 'Переписка с соискателями',
} as const
export type PaidGroup = keyof typeof PAID_GROUPS

export type HhFaultAction =
  | FaultAction
  /** Any documented refusal, word for word. */
  | { readonly kind: 'refusal'; readonly status: number; readonly type: string; readonly value: string }
