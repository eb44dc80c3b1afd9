import type { SendFailure } from './delivery'
import type { AgentId } from './ids'

/**
 * What happened to a conversation besides what was said; stands in its timeline. `agentId`: who did it here, `null`
 * where it was done on the platform's own pages. `outcome`: how it stands with the channel, absent once it is done.
 * `text`: what was to go to the client with it, kept for whoever tries again.
 */
export type ChatEvent =
  /** Spec M2: begun by us with a person whose contacts are open. */
  | ({ readonly kind: 'begunWithoutVacancy'; readonly agentId: AgentId | null } & Undone)
  /** Spec M5: from now on the conversation is about this vacancy. */
  | ({ readonly kind: 'invited'; readonly vacancyTitle: string; readonly agentId: AgentId | null } & Undone & Worded)
  /** Spec M13. `to`: the stage in the platform's words. */
  | ({ readonly kind: 'stageMoved'; readonly to: string; readonly agentId: AgentId | null } & Undone & Worded)
  | ({ readonly kind: 'left'; readonly agentId: AgentId } & Undone)
  | ({ readonly kind: 'blocked'; readonly agentId: AgentId } & Undone)
  | ({ readonly kind: 'unblocked'; readonly agentId: AgentId } & Undone)
  | { readonly kind: 'participantLeft'; readonly name: string }
  | { readonly kind: 'participantJoined'; readonly name: string }
  /** Spec K7: the client was told of a call that he did not take. */
  | {
      readonly kind: 'missedCallTold'
      readonly how: 'chat' | 'email' | 'push'
      /** What stood beside it in the client's chat. */
      readonly note?: string | null | undefined
    }

/** Those that an agent wishes and a channel has to take. */
export type DeedEvent = Extract<ChatEvent, { readonly agentId: AgentId | null }>

interface Undone {
  readonly outcome?: DeedOutcome | undefined
}

interface Worded {
  readonly text?: string | undefined
}

export type DeedOutcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly reason: DeedFailure; readonly detail: string | null }

export type DeedFailure = SendFailure | 'windowClosed' | 'contactsClosed' | 'unsupported'
