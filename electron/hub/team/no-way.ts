/** What keeps main from the hub, as far as a person can do something about it. */
export type NoWay = 'unreachable' | 'certificate' | 'clientCertificate' | 'notHub'

/** Chromium names its failures `net::ERR_…`; Node's fetch has them in `cause`. Anything else is no answer either. */
export function noWayOf(error: Error): NoWay {
  if (error.message.includes('ERR_CERT_')) return 'certificate'
  if (/ERR_(?:BAD_)?SSL_CLIENT_AUTH/.test(error.message)) return 'clientCertificate'
  // TLS was spoken to something that does not speak it, or that leads elsewhere.
  return /ERR_SSL_|REDIRECT|redirect/.test(`${error.message} ${causeOf(error)}`) ? 'notHub' : 'unreachable'
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? cause.message : ''
}
