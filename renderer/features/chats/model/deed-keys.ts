import type { ActionId } from '#shared/domain/keys/actions'

import type { Deed } from './deed-offers'

/** One key for both directions: never are both offered. */
export const DEED_KEYS = {
  stage: 'moveStage',
  invite: 'invite',
  start: 'startChat',
  leave: 'leaveChat',
  block: 'blockClient',
  unblock: 'blockClient',
} as const satisfies Readonly<Record<Deed, ActionId>>
