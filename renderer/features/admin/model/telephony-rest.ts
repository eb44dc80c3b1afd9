import type { HubConnection } from '#shared/contract/ipc/hub'
import {
  telephonyView,
  testTelephonyReply,
  type SaveTelephonyRequest,
  type TelephonyView,
  type TestTelephonyReply,
  type TestTelephonyRequest,
} from '#shared/contract/telephony'
import type { Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'

const WORDS = ['keysNeeded'] as const
/** The catalogue has a sentence for each. */
export type TelephonyRestFailure = HubFailure<(typeof WORDS)[number]>
type Answer<T> = Promise<Result<T, TelephonyRestFailure>>

export interface TelephonyRest {
  readonly read: () => Answer<TelephonyView>
  readonly save: (request: SaveTelephonyRequest) => Answer<TelephonyView>
  readonly remove: () => Answer<null>
  readonly test: (request: TestTelephonyRequest) => Answer<TestTelephonyReply>
}

export function createTelephonyRest(connection: () => HubConnection | null, send: typeof fetch): TelephonyRest {
  const ask = createAsk(connection, send, WORDS)
  const path = '/api/administration/telephony'
  return {
    async read() {
      const answer = await ask('GET', path)
      return answer.ok ? { ok: true, value: telephonyView.parse(answer.value) } : answer
    },
    async save(request) {
      const answer = await ask('PUT', path, request)
      return answer.ok ? { ok: true, value: telephonyView.parse(answer.value) } : answer
    },
    async remove() {
      const answer = await ask('DELETE', path)
      return answer.ok ? { ok: true, value: null } : answer
    },
    async test(request) {
      const answer = await ask('POST', `${path}/test`, request)
      return answer.ok ? { ok: true, value: testTelephonyReply.parse(answer.value) } : answer
    },
  }
}
