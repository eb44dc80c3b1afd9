import type { FaultPlan } from '../lib/faults'
import type { ApplicationHooks } from './jobs/application-hooks'
import type { JobWorld } from './jobs/job-world'
import type { SandboxMessage } from './model'
import type { RateLimit } from './rate-limit'
import type { TokenStore } from './tokens'
import type { WebhookSender } from './webhook-sender'
import type { World } from './world'

/** One running sandbox: what its routes and its control share. */
export interface SandboxContext {
  readonly world: World
  readonly tokens: TokenStore
  readonly faults: FaultPlan
  readonly rateLimit: RateLimit
  readonly webhooks: WebhookSender
  readonly job: JobSide
  readonly clientId: string
  readonly clientSecret: string
  /** Every accepted outgoing message in the order of acceptance: what "exactly once" is counted on. */
  readonly accepted: AcceptedMessage[]
  readonly settings: SandboxSettings
  readonly counts: { requests: number; unauthorised: number }
}

/** Авито Работа of the same account. */
export interface JobSide {
  readonly jobs: JobWorld
  readonly hooks: ApplicationHooks
  readonly settings: { isEmployerVerified: boolean; paidViews: number }
}

export interface AcceptedMessage {
  readonly chatId: string
  readonly message: SandboxMessage
}

export interface SandboxSettings {
  isTariffPaid: boolean
  listShape: 'object' | 'array'
  /** Where the consent page returns to. On the platform it is stored with the application; not a parameter. */
  redirectUrl: string | null
}
