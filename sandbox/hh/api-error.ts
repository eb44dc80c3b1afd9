export interface ErrorItem {
  readonly type: string
  readonly value?: string
  readonly reason?: string
  readonly [more: string]: unknown
}

interface ErrorExtra {
  readonly description?: string
  readonly bad_argument?: string
  readonly oauth_error?: 'token-expired' | 'token-revoked'
}

/** The documented error body (facts §1). Older groups say `type` and `value`, the chats `type` and `reason`. */
export class HhError extends Error {
  override readonly name = 'HhError'

  constructor(
    readonly status: number,
    readonly errors: readonly ErrorItem[],
    readonly extra: ErrorExtra = {},
  ) {
    super(`${String(status)} ${errors.map(({ type, value, reason }) => [type, value, reason].join(' ')).join(', ')}`)
  }

  toResponse(): Response {
    const requestId = `${String(Date.now())}${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`
    return Response.json({ request_id: requestId, ...this.extra, errors: this.errors }, { status: this.status })
  }
}

export function badArgument(name: string): HhError {
  return new HhError(400, [{ type: 'bad_argument', value: name }], { bad_argument: name })
}

/** The reasons of `GET …/messages` stand beside the argument. */
export function badReason(name: string, reason: string): HhError {
  return new HhError(400, [{ type: 'bad_argument', value: name, reason }], { bad_argument: name })
}

export function notFound(): HhError {
  return new HhError(404, [{ type: 'not_found' }], { description: 'Not Found' })
}

export function topicNotFound(): HhError {
  return new HhError(404, [{ type: 'negotiations', value: 'topic_not_found' }])
}

export function oauthRefusal(value: string): HhError {
  const word = value === 'token_expired' ? 'token-expired' : value === 'token_revoked' ? 'token-revoked' : null
  return new HhError(403, [{ type: 'oauth', value }], {
    description: 'Forbidden',
    ...(word === null ? {} : { oauth_error: word }),
  })
}

export function negotiationsRefusal(value: string): HhError {
  return new HhError(403, [{ type: 'negotiations', value }])
}

export function chatRefusal(reason: string): HhError {
  return new HhError(403, [{ type: 'forbidden', reason }])
}

export function badMessage(type: 'text' | 'multiple_fields' | 'file_upload_ids', reason: string): HhError {
  return new HhError(400, [{ type, reason }])
}
