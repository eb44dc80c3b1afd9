import {
  isCertificateFailure,
  type SipTestLayer,
  type SipTestStep,
  type SipTransport,
} from '#shared/domain/sip-account'

/** `pending`: the test has not come to this layer, or stopped before it. */
export interface TestRow {
  readonly layer: SipTestLayer
  readonly outcome: SipTestStep['outcome'] | { readonly kind: 'pending' }
}

const LAYERS: Readonly<Record<SipTransport, readonly SipTestLayer[]>> = {
  ws: ['dns', 'connect', 'webSocket', 'sip', 'register', 'sound'],
  wss: ['dns', 'connect', 'tls', 'webSocket', 'sip', 'register', 'sound'],
  tcp: ['dns', 'connect', 'sip', 'register', 'sound'],
  tls: ['dns', 'connect', 'tls', 'sip', 'register', 'sound'],
  // Nothing is connected: whether anybody listens shows with the first question.
  udp: ['dns', 'sip', 'register', 'sound'],
}

const FINGERPRINT = /\b(?:[0-9a-f]{2}:){31}[0-9a-f]{2}\b/i

/** Every layer that this transport has, in order, with what is known of each. */
export function testRows(transport: SipTransport, steps: readonly SipTestStep[]): readonly TestRow[] {
  const layers = LAYERS[transport]
  const failed = steps.find((step) => step.outcome.kind === 'failed')
  const last = failed ? layers.indexOf(failed.layer) : layers.length
  return layers.map(
    (layer, at) =>
      (at <= last ? steps.find((step) => step.layer === layer) : undefined) ?? { layer, outcome: { kind: 'pending' } },
  )
}

/** `running` until a layer failed or the last one passed. */
export function testVerdict(
  rows: readonly TestRow[],
): { kind: 'running' } | { kind: 'passed' } | { kind: 'failed'; layer: SipTestLayer } {
  const failed = rows.find((row) => row.outcome.kind === 'failed')
  if (failed) return { kind: 'failed', layer: failed.layer }
  return rows.every((row) => row.outcome.kind === 'passed' || row.outcome.kind === 'skipped')
    ? { kind: 'passed' }
    : { kind: 'running' }
}

/** The server's words without the fingerprint, which stands beside the offer to trust it. */
export function shortDetail(detail: string): string {
  return detail
    .replace(FINGERPRINT, '')
    .replace(/;?\s*SHA-256:\s*$/i, '')
    .trim()
}

/** The SHA-256 fingerprint that a refused certificate's step names, to be trusted by a person who compared it. */
export function refusedFingerprint(rows: readonly TestRow[]): string | null {
  for (const { outcome } of rows) {
    if (outcome.kind === 'failed' && isCertificateFailure(outcome.reason))
      return FINGERPRINT.exec(outcome.detail ?? '')?.[0] ?? null
  }
  return null
}
