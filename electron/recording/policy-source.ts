import { recordingPolicy } from '#shared/contract/recording'
import type { RecordingPolicy } from '#shared/domain/recording'
import type { HubClient } from '../hub/hub-client'
import type { JsonStore } from '../settings/json-store'

const ANSWER_WITHIN_MS = 3_000

export interface PolicySource {
  readonly get: () => RecordingPolicy
  /** Asks the hub; while it is away what it said last holds, also over restarts. */
  refresh(): Promise<void>
}

export function createPolicySource(
  store: JsonStore<RecordingPolicy>,
  hub: Pick<HubClient, 'get'>,
  onChanged: () => void,
): PolicySource {
  return {
    get: () => store.read(),
    async refresh() {
      const answer = await hub.get('/api/recording-policy', ANSWER_WITHIN_MS)
      if (answer.kind === 'away' || answer.status !== 200) return
      const policy = recordingPolicy.parse(answer.body)
      if (JSON.stringify(policy) === JSON.stringify(store.read())) return
      store.write(policy)
      onChanged()
    },
  }
}
