import type { z } from 'zod'

import type { HubConnection } from '#shared/contract/ipc/hub'
import type {
  authoriseReply,
  connectChannelReply,
  connectChannelRequest,
  correctKeysRequest,
} from '#shared/contract/rest'
import type { ChannelId } from '#shared/domain/ids'
import type { Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'

const WORDS = ['insecureAddress', 'unknownChannel', 'sameAccount'] as const
/** The catalogue has a sentence for each. */
export type RestFailure = HubFailure<(typeof WORDS)[number]>

export type ConnectRequest = z.input<typeof connectChannelRequest>
export type ConnectReply = z.output<typeof connectChannelReply>
export type Keys = z.input<typeof correctKeysRequest>
export type AuthoriseReply = z.output<typeof authoriseReply>

export interface HubRest {
  readonly connectChannel: (request: ConnectRequest) => Promise<Result<ConnectReply, RestFailure>>
  readonly authorise: (id: ChannelId) => Promise<Result<AuthoriseReply, RestFailure>>
  /** Answers as connecting does. */
  readonly correctKeys: (id: ChannelId, keys: Keys) => Promise<Result<ConnectReply, RestFailure>>
  readonly disconnect: (id: ChannelId) => Promise<Result<null, RestFailure>>
}

/** The administrator's requests to the hub. Rows of channels come by the sync, not from here. */
export function createHubRest(connection: () => HubConnection | null, send: typeof fetch): HubRest {
  const ask = createAsk(connection, send, WORDS)
  return {
    // The hub is of the same build and answers by the same schemas, checked on its side.
    connectChannel: async (request) =>
      (await ask('POST', '/api/channels', request)) as Result<ConnectReply, RestFailure>,
    authorise: async (id) =>
      (await ask('POST', `/api/channels/${id}/authorise`)) as Result<AuthoriseReply, RestFailure>,
    correctKeys: async (id, keys) =>
      (await ask('PUT', `/api/channels/${id}/keys`, keys)) as Result<ConnectReply, RestFailure>,
    disconnect: async (id) => (await ask('DELETE', `/api/channels/${id}`)) as Result<null, RestFailure>,
  }
}
