import type { MediaEndReason } from '#shared/domain/call-state'

/** The media window or the microphone said no; who carries the call only sees that a description failed. */
export class MediaRefused extends Error {
  override readonly name = 'MediaRefused'

  constructor(readonly reason: MediaEndReason) {
    super(`media refused: ${reason}`)
  }
}

export function mediaEndReason(error: unknown): MediaEndReason {
  return error instanceof MediaRefused ? error.reason : 'mediaFailed'
}
