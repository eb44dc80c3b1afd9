import type { Bridge } from '../../shared/contract/bridge'
import type { SipTestStep } from '../../shared/domain/sip-account'
import { fakeBridge } from './fake-bridge'
import { callOf, lineOf } from './phone-scenarios'

const FINGERPRINT = Array.from({ length: 32 }, (_each, index) => (index * 7 + 16).toString(16).toUpperCase()).join(':')

const STEPS: Readonly<Record<string, readonly SipTestStep[]>> = {
  passed: [
    { layer: 'dns', outcome: { kind: 'passed', ms: 3, detail: null } },
    { layer: 'connect', outcome: { kind: 'passed', ms: 12, detail: null } },
    { layer: 'tls', outcome: { kind: 'passed', ms: 31, detail: null } },
    { layer: 'webSocket', outcome: { kind: 'passed', ms: 8, detail: null } },
    { layer: 'sip', outcome: { kind: 'passed', ms: 9, detail: null } },
    { layer: 'register', outcome: { kind: 'passed', ms: 22, detail: null } },
    { layer: 'sound', outcome: { kind: 'passed', ms: 9, detail: null } },
  ],
  certificate: [
    { layer: 'dns', outcome: { kind: 'passed', ms: 3, detail: null } },
    { layer: 'connect', outcome: { kind: 'passed', ms: 12, detail: null } },
    {
      layer: 'tls',
      outcome: {
        kind: 'failed',
        reason: 'certificateRefused',
        detail: `DEPTH_ZERO_SELF_SIGNED_CERT; issuer: pbx; SHA-256: ${FINGERPRINT}`,
      },
    },
  ],
}

/** The harness' bridge with calls, lines, devices and the line test of the address' query. */
export function phoneBridge(look: object, query: URLSearchParams): Bridge {
  const words = (name: string): string[] => (query.get(name) ?? '').split(',').filter(Boolean)
  const microphone = query.get('microphone') ?? 'available'
  const answers: Readonly<Record<string, (args: unknown) => unknown>> = {
    'calls:list': () => words('calls').map(callOf),
    'calls:start-call': () => ({ ok: false, error: { reason: 'notRegistered' } }),
    'sip:list-lines': () => words('lines').map(lineOf),
    'sip:list-messages': () => [],
    'sip:test-account': () => STEPS[query.get('test') ?? 'passed'] ?? [],
    'devices:list': () => ({
      microphone,
      devices: [
        { deviceId: 'a', label: 'Yealink UH37', kind: 'input' },
        { deviceId: 'b', label: 'Yealink UH37', kind: 'output' },
        { deviceId: 'c', label: 'Realtek Audio', kind: 'output' },
      ],
    }),
    'devices:start-meter': () => 'started',
    'devices:play-test': () => true,
    'app:get-versions': () => ({ app: '0.1.0', electron: '45.4.1', chrome: '150.0.0' }),
    'app:read-licences': () => 'Otklik\n\nMIT License',
    'app:get-secret-storage': () => query.get('secrets') ?? 'os',
    'app:open-external': () => true,
  }
  const base = fakeBridge(look)
  return {
    invoke: (channel, args) => {
      const answer = answers[channel]
      return answer ? Promise.resolve({ ok: true, value: answer(args) }) : base.invoke(channel, args)
    },
    on: (channel, listener) => {
      if (channel !== 'devices:levels') return base.on(channel, listener)
      const timer = setInterval(() => {
        listener({ input: Math.random() * 0.2, output: 0.05 })
      }, 83)
      return () => {
        clearInterval(timer)
      }
    },
  }
}
