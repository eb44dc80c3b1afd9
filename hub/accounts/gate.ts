import type { SessionEnd } from '#shared/contract/accounts'
import type { AgentId } from '#shared/domain/ids'

import { isSameSecret } from './secrets'
import type { Read } from '../store/store'
import type { Caller } from './caller'

export type Identity =
  | { readonly kind: 'caller'; readonly caller: Caller }
  /** The token was good once. */
  | { readonly kind: 'over'; readonly reason: SessionEnd }
  | { readonly kind: 'unknown' }

/** Who stands behind a token. */
export interface Gate {
  identify(token: string, address: string): Promise<Identity>
  /** The caller as of this moment, in the transaction of what is asked; throws `SessionOver`. */
  recheck(view: Read, caller: Caller): Promise<Caller>
}

/** An embedded hub: whoever knows the secret of this launch is its one person. */
export function launchGate(secret: string, me: AgentId): Gate {
  const caller: Caller = { agentId: me, role: 'administrator', sessionId: null }
  return {
    async identify(token) {
      return isSameSecret(token, secret) ? { kind: 'caller', caller } : { kind: 'unknown' }
    },
    async recheck() {
      return caller
    },
  }
}
