import type { ChatId } from '#shared/domain/ids'
import { Emitter, type Listener } from '#shared/lib/emitter'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

/** What one committed transaction touched. Told after the commit, so that a reader finds it. */
export interface CacheChange {
  /** Everything may be different: after a reset, or when a writer ended unexpectedly. */
  readonly everything?: boolean
  /** Chats whose row or place in the list changed. */
  readonly chats?: readonly ChatId[]
  /** Chats whose messages changed. */
  readonly timelines?: readonly ChatId[]
  readonly channels?: boolean
  readonly calls?: boolean
  /** Agents, the directory, or as whom one acts. */
  readonly people?: boolean
  /** The connected PBX: its live calls, and what was asked of it. */
  readonly telephony?: boolean
  /** Conversations whose draft was written here. */
  readonly drafts?: readonly ChatId[]
  /** Conversations whose draft another desk of the person has changed (spec M20). */
  readonly draftsTold?: readonly ChatId[]
  /** Saved views of this desk. */
  readonly views?: boolean
  /** A person's data was erased: also what is derived from it has to go. */
  readonly erased?: boolean
  /** `added`: there is something to send. `settled`: an outcome took something out. */
  readonly outbox?: 'added' | 'settled'
}

/** Tells the window, the worker and other windows of one desk about each other's writes, and the teller itself. */
export interface CacheChanges {
  publish(change: CacheChange): void
  on(listener: Listener<CacheChange>): Disposable
}

const AT_ONCE = {
  do: (action: () => void) => {
    action()
  },
}

/**
 * Dexie's own live queries were not taken: they derive what changed from every key of every write, which a batch
 * of thousands pays for; here the writer knows it.
 */
export function broadcastCacheChanges(
  databaseName: string,
  onListenerError: (error: unknown) => void,
  /** When this script takes in what others have written. */
  rest: { do(action: () => void): void } = AT_ONCE,
): CacheChanges & Disposable {
  const emitter = new Emitter<CacheChange>(onListenerError)
  const channel = new BroadcastChannel(`${databaseName}-changes`)
  channel.onmessage = (event: MessageEvent<CacheChange>) => {
    rest.do(() => {
      emitter.emit(event.data)
    })
  }
  const released = toDisposable(() => {
    channel.close()
    emitter.dispose()
  })
  return {
    publish(change) {
      if (isEmpty(change)) return
      channel.postMessage(change)
      emitter.emit(change)
    },
    on: (listener) => emitter.on(listener),
    dispose: () => {
      released.dispose()
    },
  }
}

/** Within one script: tests. */
export function localCacheChanges(): CacheChanges {
  const emitter = new Emitter<CacheChange>((error) => {
    throw error
  })
  return {
    publish(change) {
      if (!isEmpty(change)) emitter.emit(change)
    },
    on: (listener) => emitter.on(listener),
  }
}

function isEmpty(change: CacheChange): boolean {
  return !(
    change.everything ||
    change.channels ||
    change.calls ||
    change.people ||
    change.telephony ||
    change.views ||
    change.outbox ||
    change.erased ||
    (change.drafts?.length ?? 0) > 0 ||
    (change.draftsTold?.length ?? 0) > 0 ||
    (change.chats?.length ?? 0) > 0 ||
    (change.timelines?.length ?? 0) > 0
  )
}
