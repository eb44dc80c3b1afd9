import type { SipFailure } from '#shared/domain/sip-account'

/** What the system's error codes mean to a person who waits for a connection. */
export function connectReason(code: string | null): SipFailure {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return 'connectionRefused'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'hostNotFound'
    default:
      return 'timedOut'
  }
}

export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { code } = error as NodeJS.ErrnoException
  return code ?? error.name
}
