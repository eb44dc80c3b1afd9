import { z } from 'zod'

import { agentId } from '#shared/contract/ids'
import type { Present } from '#shared/domain/present'
import type { Disposable } from '#shared/lib/disposable'

import type { PageSeen } from '../channels/site'
import { AtHand, type AtHandDependencies } from './at-hand'

/** What other hubs on the database have at hand now. */
export class Around implements Disposable {
  /** Who has a chat open, by chat. */
  readonly presence: AtHand<readonly Present[]>
  /** In how many calls somebody is, by agent. */
  readonly calls: AtHand<number>
  /** Visitors' pages, by visitor. */
  readonly pages: AtHand<PageSeen>

  constructor(deps: AtHandDependencies) {
    this.presence = new AtHand('presence', z.array(z.object({ agentId, isWriting: z.boolean() })).readonly(), deps)
    this.calls = new AtHand('calls', z.int().positive(), deps)
    this.pages = new AtHand('pages', z.enum(['open', 'looked at']), deps)
  }

  dispose(): void {
    this.presence.dispose()
    this.calls.dispose()
    this.pages.dispose()
  }
}
