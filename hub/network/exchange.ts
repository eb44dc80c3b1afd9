export interface ExchangeRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | FormData | URLSearchParams
  readonly followsRedirects: boolean
  /** A larger answer is an error. */
  readonly maxBytes: number
  readonly signal: AbortSignal
}

export interface ExchangeAnswer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * A request and its whole answer. Not `fetch`: what that makes for each request (streams, signals that follow one
 * another, weak references to them) outlives it until all of the heap is cleaned (docs/adr/0079).
 */
export type Exchange = (request: ExchangeRequest) => Promise<ExchangeAnswer>
