import {
  mailView,
  testMailReply,
  type MailView,
  type SaveMailRequest,
  type TestMailReply,
  type TestMailRequest,
} from '#shared/contract/mail-admin'
import type { HubConnection } from '#shared/contract/ipc/hub'
import type { Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'

const WORDS = ['passwordNeeded'] as const
/** The catalogue has a sentence for each. */
export type MailFailure = HubFailure<(typeof WORDS)[number]>
type Answer<T> = Promise<Result<T, MailFailure>>

export interface MailRest {
  readonly read: () => Answer<MailView>
  readonly save: (request: SaveMailRequest) => Answer<MailView>
  readonly remove: () => Answer<null>
  readonly test: (request: TestMailRequest) => Answer<TestMailReply>
}

export function createMailRest(connection: () => HubConnection | null, send: typeof fetch): MailRest {
  const ask = createAsk(connection, send, WORDS)
  const path = '/api/administration/mail'
  return {
    async read() {
      const answer = await ask('GET', path)
      return answer.ok ? { ok: true, value: mailView.parse(answer.value) } : answer
    },
    async save(request) {
      const answer = await ask('PUT', path, request)
      return answer.ok ? { ok: true, value: mailView.parse(answer.value) } : answer
    },
    async remove() {
      const answer = await ask('DELETE', path)
      return answer.ok ? { ok: true, value: null } : answer
    },
    async test(request) {
      const answer = await ask('POST', `${path}/test`, request)
      return answer.ok ? { ok: true, value: testMailReply.parse(answer.value) } : answer
    },
  }
}
