import type { CallRecord } from '#shared/domain/call'

import type { DeskData } from '../../../data/desk-data'

/** Who calls out now and then finds the last one among so many. */
const LOOKED_AT = 200

/** The call that was made last from here, newest first; `null`: none is known. */
export function lastDialled(calls: readonly CallRecord[]): CallRecord | null {
  return calls.find(({ direction }) => direction === 'outgoing') ?? null
}

export function readLastDialled(data: Pick<DeskData, 'observeCalls'>): Promise<CallRecord | null> {
  return new Promise((found) => {
    const subscription = data.observeCalls(LOOKED_AT, (calls) => {
      found(lastDialled(calls))
      // The first answer may come before there is anything to dispose of.
      queueMicrotask(() => {
        subscription.dispose()
      })
    })
  })
}
