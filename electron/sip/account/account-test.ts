import type { UserAgent } from 'sip.js'

import type { SipAccountInput } from '#shared/contract/ipc/sip'
import type { SipAccount, SipFailure, SipMedia, SipTestLayer, SipTestStep } from '#shared/domain/sip-account'
import { sleep, type Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'
import { RegistrarClient } from '../registrar-client'
import { registrationFailure, type SipRefusal } from '../sip-failure'
import type { Flow } from '../transport/flow'
import { LAYER_TIMEOUT_MS, type OpenFlow } from '../transport/open-flow'
import type { TransportFailure } from '../transport/transport-failure'
import { createUserAgent } from '../user-agent'
import { probeSound } from './sound-probe'

export interface AccountTestDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly openFlow: OpenFlow
  readonly userAgent: string
  readonly newId: () => string
  readonly onProgress: (steps: readonly SipTestStep[]) => void
}

const LAYERS: readonly SipTestLayer[] = ['dns', 'connect', 'tls', 'webSocket', 'sip', 'register', 'sound']
const REGISTER_LIMIT_MS = 8_000
const UNREGISTER_LIMIT_MS = 2_000

/** Walks the layers from the name to the kind of sound and names the first that fails. Leaves nothing behind. */
export async function testAccount(
  input: SipAccountInput,
  password: string | null,
  deps: AccountTestDependencies,
): Promise<SipTestStep[]> {
  const report = new Report(input, deps)
  const opened = await deps.openFlow(input, {
    clock: deps.clock,
    userAgent: deps.userAgent,
    onLayer: (layer, detail) => {
      report.pass(layer, detail)
    },
  })
  if (!opened.ok) return report.fail(opened.error)
  const flow = opened.value
  try {
    const answer = await askOptions(flow, input, deps)
    if (!answer.ok) return report.fail(answer.error)
    report.pass('sip', answer.value)
    if (input.user === '') return report.fail({ layer: 'register', reason: 'userMissing', detail: null })
    if (password === null) return report.fail({ layer: 'register', reason: 'passwordMissing', detail: null })
    const failed = await tryRegistration(flow, input, password, deps, report)
    return failed ? report.fail(failed) : report.steps()
  } finally {
    flow.close()
  }
}

class Report {
  private readonly done = new Map<SipTestLayer, SipTestStep>()
  private lastMs: number

  constructor(
    private readonly input: SipAccountInput,
    private readonly deps: AccountTestDependencies,
  ) {
    this.lastMs = deps.clock.now()
  }

  pass(layer: SipTestLayer, detail: string | null): void {
    const nowMs = this.deps.clock.now()
    this.done.set(layer, { layer, outcome: { kind: 'passed', ms: nowMs - this.lastMs, detail } })
    this.lastMs = nowMs
    this.deps.onProgress(this.reached())
  }

  fail({ layer, reason, detail }: TransportFailure): SipTestStep[] {
    this.done.set(layer, { layer, outcome: { kind: 'failed', reason, detail } })
    this.deps.onProgress(this.steps())
    return this.steps()
  }

  steps(): SipTestStep[] {
    return LAYERS.map((layer) => this.done.get(layer) ?? { layer, outcome: { kind: 'skipped' } })
  }

  /** Up to the last layer that was looked at; those that this transport does not have stand as skipped. */
  private reached(): SipTestStep[] {
    const last = Math.max(...[...this.done.keys()].map((layer) => LAYERS.indexOf(layer)))
    return this.steps().slice(0, last + 1)
  }
}

/** Any SIP answer will do, also a refusal: something at the other end speaks SIP. */
async function askOptions(
  flow: Flow,
  input: SipAccountInput,
  deps: AccountTestDependencies,
): Promise<Result<string, TransportFailure>> {
  const token = deps.newId().replaceAll('-', '')
  const sentBy = flow.localAddress ?? `${token.slice(-12)}.invalid`
  const transport = input.transport.toUpperCase()
  const answer = new Promise<Result<string, TransportFailure>>((done) => {
    flow.onMessage = (text) => {
      const status = /^SIP\/2\.0 (\d{3})/.exec(text)?.[1]
      if (status !== undefined) done(ok(`SIP ${status}`))
    }
    flow.onLost = (failure) => {
      // A server that hangs up on the first request does not speak SIP here.
      done(
        err({
          layer: 'sip',
          reason: failure.reason === 'connectionLost' ? 'notSip' : failure.reason,
          detail: failure.detail,
        }),
      )
    }
  })
  flow.send(
    [
      `OPTIONS sip:${input.domain} SIP/2.0`,
      `Via: SIP/2.0/${transport} ${sentBy};branch=z9hG4bK${token};rport`,
      'Max-Forwards: 70',
      `From: <sip:${encodeURIComponent(input.user)}@${input.domain}>;tag=${token.slice(-8)}`,
      `To: <sip:${input.domain}>`,
      `Call-ID: ${token}`,
      'CSeq: 1 OPTIONS',
      `User-Agent: ${deps.userAgent}`,
      'Accept: application/sdp',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
  )
  const silence = sleep(deps.clock, LAYER_TIMEOUT_MS).then(() =>
    err<TransportFailure>({ layer: 'sip', reason: 'timedOut', detail: null }),
  )
  return Promise.race([answer, silence])
}

/** The last two layers: they need a user agent of their own. */
async function tryRegistration(
  flow: Flow,
  input: SipAccountInput,
  password: string,
  deps: AccountTestDependencies,
  report: Report,
): Promise<TransportFailure | null> {
  // A fresh id: the running line of the same account keeps its own binding.
  const account = { ...input, id: deps.newId() as SipAccount['id'] }
  const { userAgent, transport, connect } = createUserAgent({
    account,
    clock: deps.clock,
    userAgentHeader: deps.userAgent,
    logger: deps.logger,
    open: async () => ok(flow),
    readPassword: () => password,
    sessionDescriptionHandlerFactory: () => {
      throw new Error('The account test takes no calls.')
    },
    onInvite: (invitation) => {
      invitation.reject({ statusCode: 480 }).catch((error: unknown) => {
        deps.logger.warn('call during the account test', { error: describeError(error) })
      })
    },
  })
  let layer: SipTestLayer = 'register'
  const lost = new Promise<TransportFailure>((done) => {
    transport.onFlowLost = ({ reason, detail }) => {
      done({ layer, reason, detail })
    }
  })
  try {
    await connect()
    const registrar = new RegistrarClient(userAgent, account.id)
    const silence = sleep(deps.clock, REGISTER_LIMIT_MS).then((): TransportFailure => ({
      layer,
      reason: 'timedOut',
      detail: null,
    }))
    const registering = registrar.register().then((reply): TransportFailure | null => {
      if (reply.kind === 'refused') {
        const { refusal } = reply
        return { layer, reason: registrationFailure(refusal), detail: statusOf(refusal) }
      }
      report.pass('register', `${String(Math.round(reply.expiresMs / 1000))} s`)
      return null
    })
    const failed = await Promise.race([registering, lost, silence])
    if (failed) return failed
    layer = 'sound'
    const refused = await Promise.race([askForSound(userAgent, transport.localHost, input, deps, report), lost])
    await Promise.race([registrar.unregister(), sleep(deps.clock, UNREGISTER_LIMIT_MS)])
    return refused
  } finally {
    userAgent.userAgentCore.dispose()
    await transport.dispose()
  }
}

function statusOf({ isLocal, status }: SipRefusal): string | null {
  return isLocal ? null : `SIP ${String(status)}`
}

const WANTED_SOUND = {
  webrtc: 'soundWantsWebrtc',
  rtp: 'soundWantsRtp',
  srtp: 'soundWantsSrtp',
} as const satisfies Readonly<Record<SipMedia, SipFailure>>

async function askForSound(
  userAgent: UserAgent,
  localHost: string | null,
  { media }: SipAccountInput,
  { clock }: AccountTestDependencies,
  report: Report,
): Promise<TransportFailure | null> {
  const verdict = await probeSound(userAgent, media, localHost, clock)
  if (verdict.kind === 'silent') return { layer: 'sound', reason: 'timedOut', detail: null }
  const detail = `SIP ${String(verdict.status)}`
  if (verdict.kind === 'refused')
    return { layer: 'sound', reason: verdict.wants ? WANTED_SOUND[verdict.wants] : 'soundRefused', detail }
  report.pass('sound', detail)
  return null
}
