import { expect, it } from 'vitest'

import type { SipTestStep, SipTransport } from '#shared/domain/sip-account'

import { refusedFingerprint, shortDetail, testRows, testVerdict } from './sip-test'

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':')
const passed = (layer: SipTestStep['layer']): SipTestStep => ({
  layer,
  outcome: { kind: 'passed', ms: 1, detail: null },
})
const refused: SipTestStep = {
  layer: 'tls',
  outcome: {
    kind: 'failed',
    reason: 'certificateRefused',
    detail: `DEPTH_ZERO_SELF_SIGNED_CERT; issuer: pbx; SHA-256: ${FINGERPRINT}`,
  },
}

it.each([
  ['ws', 'dns connect webSocket sip register sound'],
  ['wss', 'dns connect tls webSocket sip register sound'],
  ['tcp', 'dns connect sip register sound'],
  ['udp', 'dns sip register sound'],
  ['tls', 'dns connect tls sip register sound'],
] satisfies [SipTransport, string][])('%s is tested by the layers %s', (transport, layers) => {
  const rows = testRows(transport, [])
  expect(rows.map((row) => row.layer).join(' ')).toBe(layers)
  expect(rows.every((row) => row.outcome.kind === 'pending')).toBe(true)
})

it('runs until a layer fails or the last one passes', () => {
  const layers = ['dns', 'connect', 'sip', 'register', 'sound'] as const
  expect(testVerdict(testRows('tcp', [passed('dns')]))).toEqual({ kind: 'running' })
  expect(testVerdict(testRows('tcp', layers.map(passed)))).toEqual({ kind: 'passed' })
  expect(testVerdict(testRows('tls', [passed('dns'), passed('connect'), refused]))).toEqual({
    kind: 'failed',
    layer: 'tls',
  })
})

it('says of the layers behind the one that failed that they were not tested', () => {
  const skipped = { layer: 'sip', outcome: { kind: 'skipped' } } satisfies SipTestStep
  expect(testRows('tls', [passed('dns'), passed('connect'), refused, skipped]).map((row) => row.outcome.kind)).toEqual([
    'passed',
    'passed',
    'failed',
    'pending',
    'pending',
    'pending',
  ])
})

it('offers to trust only a fingerprint that the server showed', () => {
  expect(refusedFingerprint(testRows('tls', [refused]))).toBe(FINGERPRINT)
  expect(
    refusedFingerprint(
      testRows('tls', [{ ...refused, outcome: { kind: 'failed', reason: 'notTls', detail: FINGERPRINT } }]),
    ),
  ).toBeNull()
  expect(
    refusedFingerprint(
      testRows('tls', [{ ...refused, outcome: { kind: 'failed', reason: 'certificateRefused', detail: null } }]),
    ),
  ).toBeNull()
})

it('does not say the fingerprint twice', () => {
  expect(shortDetail(`CERT; issuer: pbx; SHA-256: ${FINGERPRINT}`)).toBe('CERT; issuer: pbx')
})
