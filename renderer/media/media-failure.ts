import type { MediaFailure } from '#shared/contract/ipc/media'

export function failure(reason: MediaFailure['reason'], detail: string | null = null): MediaFailure {
  return { reason, detail }
}

/** What `getUserMedia` rejected with (W3C Media Capture, 10.2) as one of our reasons. */
export function microphoneFailure(error: unknown): MediaFailure {
  const name = error instanceof Error ? error.name : 'unknown'
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return failure('microphoneRefused', name)
    case 'NotFoundError':
    case 'OverconstrainedError':
      return failure('noMicrophone', name)
    default:
      return failure('mediaFailed', name)
  }
}

/** The same in the words of the settings. */
export function microphoneTrouble({ reason }: MediaFailure): 'refused' | 'none' | 'failed' {
  return reason === 'microphoneRefused' ? 'refused' : reason === 'noMicrophone' ? 'none' : 'failed'
}

/** Names and messages of WebRTC errors hold no personal data: they speak of states and lines of SDP. */
export function negotiationFailure(error: unknown): MediaFailure {
  return failure('mediaFailed', error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown')
}
