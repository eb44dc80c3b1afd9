/** The documented error body: `{"error":{"code","message"}}`, with `fields` for failed validation. */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    readonly status: number,
    message: string,
    readonly fields: Readonly<Record<string, string>> | null = null,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }

  toResponse(): Response {
    const error = { code: this.status, message: this.message, ...(this.fields ? { fields: this.fields } : {}) }
    return Response.json({ error }, { status: this.status, headers: this.headers })
  }
}

export function invalid(field: string, message: string): ApiError {
  return new ApiError(400, 'Validation failed', { [field]: message })
}

export function notFound(what: string): ApiError {
  return new ApiError(404, `${what} not found`)
}
