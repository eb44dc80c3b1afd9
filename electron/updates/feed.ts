import type { Result } from '#shared/lib/result'

/** Why the source did not give what it was asked for; `detail` is for the log and whoever mends it. */
export interface FeedFailure {
  readonly reason: 'unreachable' | 'certificate' | 'proxyLogin' | 'notFound' | 'refused' | 'tooLarge'
  readonly detail: string
}

export interface OpenedFile {
  /** From which byte on: what was asked for, or 0 where the source gives only the whole. */
  readonly from: number
  /** Throws a `FeedError` when the source breaks off. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** A folder of releases, wherever it is. */
export interface Feed {
  readText(name: string, maxBytes: number, signal: AbortSignal): Promise<Result<string, FeedFailure>>
  open(name: string, from: number, signal: AbortSignal): Promise<Result<OpenedFile, FeedFailure>>
}

export class FeedError extends Error {
  override readonly name = 'FeedError'
  constructor(readonly failure: FeedFailure) {
    super(`the source of updates: ${failure.reason} (${failure.detail})`)
  }
}
