import { historyPage, restError } from '#shared/contract/rest'
import type { SendFailure } from '#shared/domain/delivery'
import type { ChatId, FileId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { readJson } from '#shared/lib/read-json'
import { err, ok, type Result } from '#shared/lib/result'

import type { HubAddress } from './hub-socket'
import type { FileReply, PutFile } from './put-file'

export interface Upload {
  readonly fileId: FileId
  readonly blob: Blob
  readonly name: string | null
}

export interface UploadWatch {
  /** Cuts it off; the answer is then `unreachable`. */
  readonly signal: AbortSignal
  /** 0 to 1 */
  readonly onProgress: (share: number) => void
}

/** `unreachable` and `noRoom` are tried again; a `SendFailure` is for good. */
export type UploadFailure = 'unreachable' | 'noRoom' | SendFailure

export interface HistoryPage {
  readonly messages: readonly Message[]
  readonly hasMore: boolean
}

/** What the socket does not carry: pictures up, old pages down. */
export interface HubRest {
  upload(address: HubAddress, upload: Upload, watch: UploadWatch): Promise<Result<null, UploadFailure>>
  fetchHistory(
    address: HubAddress,
    chatId: ChatId,
    before: MessageId | null,
  ): Promise<Result<HistoryPage, 'unreachable'>>
}

export const HISTORY_PAGE_SIZE = 50
const HISTORY_TIMEOUT_MS = 15_000
const UPLOAD_TIMEOUT_MS = 120_000

export function createHubRest(fetchImpl: typeof fetch, putFile: PutFile): HubRest {
  return {
    async upload(address, { fileId, blob, name }, watch) {
      const reply = await putFile({
        url: `${address.url}/api/uploads/${fileId}`,
        headers: {
          authorization: `Bearer ${address.secret}`,
          'content-type': blob.type === '' ? 'application/octet-stream' : blob.type,
          ...(name === null ? {} : { 'x-file-name': encodeURIComponent(name) }),
        },
        blob,
        timeoutMs: UPLOAD_TIMEOUT_MS,
        ...watch,
      })
      if (!reply) return err('unreachable')
      return reply.status >= 200 && reply.status < 300 ? ok(null) : err(toUploadFailure(reply))
    },

    async fetchHistory(address, chatId, before) {
      const query = new URLSearchParams({ limit: String(HISTORY_PAGE_SIZE), ...(before === null ? {} : { before }) })
      const reply = await send(fetchImpl, `${address.url}/api/chats/${chatId}/messages?${query.toString()}`, {
        headers: { authorization: `Bearer ${address.secret}` },
        signal: AbortSignal.timeout(HISTORY_TIMEOUT_MS),
      })
      if (!reply?.ok) return err('unreachable')
      return ok(historyPage.parse(await reply.json()))
    },
  }
}

/** `null` when no answer came; what was wrong shows in the connection's state. */
async function send(fetchImpl: typeof fetch, url: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetchImpl(url, init)
  } catch (error) {
    // fetch rejects with TypeError for the network and DOMException for the time-out; anything else is a defect.
    if (error instanceof TypeError || error instanceof DOMException) return null
    throw error
  }
}

const FAILURE_BY_STATUS: Readonly<Record<number, SendFailure>> = {
  400: 'imageUnreadable',
  409: 'rejected',
  413: 'imageTooLarge',
  415: 'imageTypeUnsupported',
  422: 'imageUnreadable',
}

const FAILURE_BY_ERROR = new Map<string, SendFailure>([
  ['imageTooLarge', 'imageTooLarge'],
  ['imageTypeUnsupported', 'imageTypeUnsupported'],
  ['imageUnreadable', 'imageUnreadable'],
  ['empty', 'empty'],
])

const NO_ROOM = 507

/** 401, 403 (a restarted hub's new secret is on its way), 404 and 5xx pass; the rest of 4xx does not. */
function toUploadFailure(reply: FileReply): UploadFailure {
  if (reply.status === NO_ROOM) return 'noRoom'
  const known = FAILURE_BY_STATUS[reply.status]
  if (!known) return 'unreachable'
  const body = restError.safeParse(jsonOf(reply.text))
  return (body.success ? FAILURE_BY_ERROR.get(body.data.error) : undefined) ?? known
}

function jsonOf(text: string): unknown {
  try {
    return readJson(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
