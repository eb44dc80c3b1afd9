import type { AgentId } from './ids'

/**
 * What happened to a conversation besides what was said; stands in its timeline. `agentId`: who did it here, `null`
 * where it was done on the platform's own pages. What the client sees of it is another matter (client-view.ts).
 */
export type ChatEvent =
  /** Spec M2: begun by us with a person whose contacts are open. */
  | { readonly kind: 'begunWithoutVacancy'; readonly agentId: AgentId | null }
  /** Spec M5: from now on the conversation is about this vacancy. */
  | { readonly kind: 'invited'; readonly vacancyTitle: string; readonly agentId: AgentId | null }
  /** Spec M13. `to`: the stage in the platform's words. */
  | { readonly kind: 'stageMoved'; readonly to: string; readonly agentId: AgentId | null }
  | { readonly kind: 'left'; readonly agentId: AgentId }
  | { readonly kind: 'blocked'; readonly agentId: AgentId }
  | { readonly kind: 'unblocked'; readonly agentId: AgentId }
  | { readonly kind: 'participantLeft'; readonly name: string }
  | { readonly kind: 'participantJoined'; readonly name: string }
  /** Spec K7: the client was told of a call that he did not take. */
  | { readonly kind: 'missedCallTold'; readonly how: 'chat' | 'email' | 'push' }
