/** An answer that is no success, as the platform words it. */
export class MangoError extends Error {
  override readonly name = 'MangoError'

  constructor(
    readonly status: number,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(`${String(status)} ${JSON.stringify(body)}`)
  }

  toResponse(): Response {
    return Response.json(this.body, { status: this.status })
  }
}

/** A result code in the answer itself. That it comes with HTTP 200 is inferred: the document names codes only. */
export function refusal(code: number): MangoError {
  return new MangoError(200, { result: code })
}

export function limitExceeded(): MangoError {
  return new MangoError(429, { name: 'Service Unavailable', message: 'Rate limit exceeded.', code: 0, status: 429 })
}

export function lockedOut(): MangoError {
  return new MangoError(401, { name: 'Unauthorized', message: 'Unauthorized', code: 0, status: 401 })
}
