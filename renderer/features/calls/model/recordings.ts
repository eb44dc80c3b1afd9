import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

import type { RequestsOf } from '#shared/contract/define'
import type { RecordingsContract, RecordingsNow } from '#shared/contract/ipc/recordings'
import type { CallRecord } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'
import { recordingControls, type RecordingControls, type RecordingState } from '#shared/domain/recording'

import { createClient, onEvent } from '../../../ipc/client'
import { createMirror, type Mirror } from '../../../ipc/mirror'

/** As many as main answers for at once. */
const ASKED_AT_ONCE = 1_000

let requests: RequestsOf<RecordingsContract> | null = null
let mirror: Mirror<RecordingsNow> | null = null

export function recordingRequests(): RequestsOf<RecordingsContract> {
  requests ??= createClient<RecordingsContract>('recordings')
  return requests
}

export function recordingsMirror(): Mirror<RecordingsNow> {
  mirror ??= createMirror<RecordingsNow>(recordingRequests().getNow, (listener) =>
    onEvent<RecordingsContract, 'nowChanged'>('recordings', 'nowChanged', listener),
  )
  return mirror
}

export function useRecordings(): RecordingsNow | null {
  return useStore(recordingsMirror(), (state) => state.value)
}

/** What a talk shows of its recording, and offers. */
export interface TalkRecording extends RecordingControls {
  readonly state: RecordingState | null
  /** The agent cannot stop it. */
  readonly isLocked: boolean
}

export function talkRecording(now: RecordingsNow | null, callId: CallId, isActive: boolean): TalkRecording {
  const own = now?.calls.find((each) => each.callId === callId)
  const mode = isActive ? (own?.mode ?? now?.mode ?? 'off') : 'off'
  const state = own?.state ?? null
  return { ...recordingControls(mode, state), state, isLocked: own?.mode === 'always' }
}

/** How many files each of these calls has; looked up anew whenever a file is finished or deleted. */
export function useRecordingParts(calls: readonly CallRecord[] | null): ReadonlyMap<CallId, number> {
  const [parts, setParts] = useState<ReadonlyMap<CallId, number>>(new Map())
  const [round, setRound] = useState(0)
  useEffect(() => {
    const subscription = onEvent<RecordingsContract, 'filesChanged'>('recordings', 'filesChanged', () => {
      setRound((before) => before + 1)
    })
    return () => {
      subscription.dispose()
    }
  }, [])
  const ids = (calls ?? []).map(({ id }) => id).join(' ')
  useEffect(() => {
    const callIds = ids.split(' ').filter(Boolean) as CallId[]
    if (callIds.length === 0) return
    let isCurrent = true
    void findAll(callIds).then((found) => {
      if (isCurrent) setParts(found)
    })
    return () => {
      isCurrent = false
    }
  }, [ids, round])
  return parts
}

async function findAll(callIds: readonly CallId[]): Promise<ReadonlyMap<CallId, number>> {
  const found = new Map<CallId, number>()
  for (let from = 0; from < callIds.length; from += ASKED_AT_ONCE) {
    const some = await recordingRequests().find({ callIds: callIds.slice(from, from + ASKED_AT_ONCE) })
    for (const { callId, parts } of some) found.set(callId, parts)
  }
  return found
}
