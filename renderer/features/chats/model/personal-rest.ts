import { erasureView, keptOfPerson, type ErasureView, type KeptOfPerson } from '#shared/contract/personal-data'
import type { HubConnection } from '#shared/contract/ipc/hub'
import type { ChatId } from '#shared/domain/ids'
import { err, ok, type Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'

const WORDS = ['unknownChat', 'wrongConfirmation', 'notAllowed'] as const
/** The catalogue has a sentence for each. */
export type PersonalFailure = HubFailure<(typeof WORDS)[number]>
type Answer<T> = Promise<Result<T, PersonalFailure>>

export interface PersonalRest {
  readonly read: (chatId: ChatId) => Answer<KeptOfPerson>
  readonly erase: (chatId: ChatId, confirm: string) => Answer<ErasureView>
  readonly erasure: (id: string) => Answer<ErasureView>
  readonly exported: (chatId: ChatId) => Answer<Blob>
}

/** What a client may ask of the company about their own data (spec C9). */
export function createPersonalRest(connection: () => HubConnection | null, send: typeof fetch): PersonalRest {
  const ask = createAsk(connection, send, WORDS)
  const place = (chatId: ChatId) => `/api/chats/${chatId}/person`
  return {
    async read(chatId) {
      const answer = await ask('GET', place(chatId))
      return answer.ok ? ok(keptOfPerson.parse(answer.value)) : answer
    },
    async erase(chatId, confirm) {
      const answer = await ask('POST', `${place(chatId)}/erase`, { confirm })
      return answer.ok ? ok(erasureView.parse(answer.value)) : answer
    },
    async erasure(id) {
      const answer = await ask('GET', `/api/erasures/${id}`)
      return answer.ok ? ok(erasureView.parse(answer.value)) : answer
    },
    /** As long as it takes: a person may have sent gigabytes. */
    async exported(chatId) {
      const hub = connection()
      if (hub?.kind !== 'ready') return err(hub?.kind === 'starting' ? 'starting' : 'away')
      try {
        const reply = await send(`${hub.url}${place(chatId)}/export.zip`, {
          headers: { authorization: `Bearer ${hub.secret}` },
        })
        if (reply.ok) return ok(await reply.blob())
        if (reply.status === 401) return err('unauthorised')
        return err(reply.status === 403 ? 'notAllowed' : reply.status === 404 ? 'unknownChat' : 'broken')
      } catch (error) {
        if (error instanceof TypeError) return err('away')
        throw error
      }
    },
  }
}
