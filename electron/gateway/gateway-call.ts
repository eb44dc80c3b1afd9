import { randomBytes } from 'node:crypto'

import { RtpHeader, RtpPacket } from 'werift'

import type { GatewayFailure, GatewayLine } from '#shared/contract/gateway-process'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { err, ok, type Result } from '#shared/lib/result'
import { localAddressTowards } from './line-address'
import { LineLeg } from './line-leg'
import { openPortPair } from './port-pair'
import { StreamRewriter } from './rtp/stream-rewriter'
import { translateReports } from './rtp/translate-report'
import { parseLineSdp, writeLineAnswer, writeLineOffer, type LineDescription, type OwnLine } from './sdp/line-sdp'
import { CLOCK_RATES, inOrderOf, keepCommon, merge, payloadMap, type Payloads } from './sdp/payloads'
import { reverse, type Direction } from './sdp/sdp-text'
import { parseWindowSdp, writeWindowSdp, type WindowDescription } from './sdp/window-sdp'
import { WindowLeg } from './window-leg'

export interface GatewayCallDependencies {
  readonly clock: Clock
  readonly random: () => number
  readonly warn: (text: string) => void
}

type Answer<T> = Promise<Result<T, GatewayFailure>>

type Signalling =
  | { readonly kind: 'stable' }
  | {
      readonly kind: 'offered'
      readonly window: WindowDescription
      /** Serves the call from the answer on; until then the leg before it does, if there is one. */
      readonly leg: WindowLeg
      readonly payloads: Payloads
    }
  | { readonly kind: 'asked'; readonly line: LineDescription; readonly payloads: Payloads }

/** RFC 6263 §8 wants no more than 15 s without a packet. */
const KEEP_ALIVE_MS = 15_000
/** The answer waits so long for the way to the window, so that the first word is not lost; a call is worth more. */
const WINDOW_PATIENCE_MS = 1_000
const SRTP_KEY_BYTES = 30

/** What we offer to an exchange; Opus only where it was named by it. */
const G711: Payloads = {
  audio: [
    { name: 'PCMA', payloadType: 8 },
    { name: 'PCMU', payloadType: 0 },
  ],
  events: [{ payloadType: 101, clockRate: 8_000 }],
}

/** Chromium's own numbers, for descriptions that the gateway begins. */
const CHROMIUM: Payloads = {
  audio: [...G711.audio, { name: 'opus', payloadType: 111 }],
  events: [
    { payloadType: 126, clockRate: 8_000 },
    { payloadType: 110, clockRate: 48_000 },
  ],
}

const NOTHING: Payloads = { audio: [], events: [] }

/** One call: descriptions of each side in the words of the other, and the packets between them. */
export class GatewayCall implements Disposable {
  private readonly owned = new DisposableStore()
  private readonly sessionId: string
  private readonly ownKey = randomBytes(SRTP_KEY_BYTES)
  private readonly toLine: StreamRewriter
  private readonly toWindow: StreamRewriter
  private window: WindowLeg | null = null
  private line: LineLeg | null = null
  private signalling: Signalling = { kind: 'stable' }
  /** RFC 3264 §8: each description of a side is one further than that side's before. */
  private lineVersion = 0
  private windowVersion = 0
  /** What was agreed with the exchange last; offered first when we offer again. */
  private agreed: Payloads = NOTHING
  private isEncrypted = false
  private mid: Pick<WindowDescription, 'mid' | 'isBundled'> = { mid: '0', isBundled: true }
  private lineTypes: ReadonlyMap<number, number> = new Map()
  private windowTypes: ReadonlyMap<number, number> = new Map()

  constructor(private readonly deps: GatewayCallDependencies) {
    const number = (limit: number) => Math.floor(deps.random() * limit)
    this.sessionId = String(number(2 ** 50))
    const start = () => ({
      ssrc: 1 + number(2 ** 32 - 1),
      sequenceNumber: number(2 ** 15),
      timestamp: number(2 ** 32),
    })
    this.toLine = new StreamRewriter(start())
    this.toWindow = new StreamRewriter(start())
    this.keepAlive()
  }

  async makeOffer(
    windowSdp: string,
    line: GatewayLine,
    isMoved: boolean,
  ): Answer<{ lineSdp: string; windowSdp: string }> {
    const window = parseWindowSdp(windowSdp)
    if (!window.ok) return this.refuse('mediaFailed', window.error)
    // What the exchange encrypted by its own wish stays so.
    const opened = await this.openLine(line, line.isEncrypted || this.isEncrypted, isMoved)
    if (!opened) return this.refuse('noWay')
    this.rollback()
    const payloads = keepCommon(merge(this.agreed, G711), window.value.payloads)
    if (payloads.audio.length === 0) return this.refuse('noCommonCodec', 'the window offers no codec of telephones')
    const leg = await this.legFor(window.value)
    leg.connect(window.value)
    this.signalling = { kind: 'offered', window: window.value, leg, payloads }
    return ok({
      lineSdp: writeLineOffer(this.ownLine(opened), payloads, window.value.direction),
      windowSdp: this.windowAnswer(leg, window.value, payloads, reverse(window.value.direction), null),
    })
  }

  async takeAnswer(lineSdp: string, isFinal: boolean): Answer<{ windowSdp: string }> {
    const { signalling, line } = this
    if (signalling.kind !== 'offered' || !line) return this.refuse('unknownCall')
    const remote = parseLineSdp(lineSdp)
    if (!remote.ok) return this.refuse('noCommonCodec', remote.error)
    if (this.isEncrypted !== (remote.value.key !== null))
      return this.refuse('noCommonCodec', 'another encryption was agreed')
    const payloads = keepCommon(remote.value.payloads, signalling.payloads)
    if (payloads.audio.length === 0) return this.refuse('noCommonCodec', 'the answer names no codec of the offer')
    // Numbers are the answerer's where it changed them, as RFC 3264 §6.1 lets it.
    await this.agree(remote.value, payloads, signalling.window.payloads)
    const { ptime, direction } = remote.value
    this.adopt(signalling.leg)
    const windowSdp = this.windowAnswer(signalling.leg, signalling.window, payloads, direction, ptime)
    if (isFinal) this.signalling = { kind: 'stable' }
    return ok({ windowSdp })
  }

  async takeOffer(lineSdp: string, line: GatewayLine, isFresh: boolean): Answer<{ windowSdp: string }> {
    const remote = parseLineSdp(lineSdp)
    if (!remote.ok) return this.refuse('noCommonCodec', remote.error)
    if (line.isEncrypted && !remote.value.key) return this.refuse('noCommonCodec', 'the offer is not encrypted')
    const common = keepCommon(remote.value.payloads, CHROMIUM)
    // One codec in the answer: the other side will not change it in the middle of a word.
    const payloads = { audio: common.audio.slice(0, 1), events: common.events }
    if (payloads.audio.length === 0) return this.refuse('noCommonCodec', 'the offer names no codec that is spoken here')
    if (!(await this.openLine(line, remote.value.key !== null, false))) return this.refuse('noWay')
    this.rollback()
    const leg = isFresh || !this.window ? await this.openLeg(true) : this.window
    this.adopt(leg)
    this.signalling = { kind: 'asked', line: remote.value, payloads }
    const { direction, host, ptime } = remote.value
    const isHeldByAddress = host === null && direction === 'sendrecv'
    return ok({
      windowSdp: writeWindowSdp(this.ownWindow(leg), {
        ...this.mid,
        payloads: inOrderOf(payloads, CHROMIUM),
        direction: isHeldByAddress ? 'sendonly' : direction,
        ptime,
        setup: 'actpass',
      }),
    })
  }

  async makeAnswer(windowSdp: string): Answer<{ lineSdp: string }> {
    const { signalling, window: leg, line } = this
    if (signalling.kind !== 'asked' || !leg || !line) return this.refuse('unknownCall')
    const window = parseWindowSdp(windowSdp)
    if (!window.ok) return this.refuse('mediaFailed', window.error)
    if (!leg.isFor(window.value)) return this.refuse('mediaFailed', 'the window answered by another connection')
    leg.connect(window.value)
    const { line: offer, payloads } = signalling
    await this.agree(offer, payloads, window.value.payloads)
    this.signalling = { kind: 'stable' }
    await this.waitFor(leg)
    return ok({ lineSdp: writeLineAnswer(this.ownLine(line), offer, payloads, window.value.direction) })
  }

  /** Nothing was changed yet by an offer without an answer. */
  rollback(): void {
    const { signalling } = this
    if (signalling.kind === 'offered' && signalling.leg !== this.window) signalling.leg.dispose()
    this.signalling = { kind: 'stable' }
  }

  dispose(): void {
    this.owned.dispose()
    this.rollback()
    this.window?.dispose()
    this.line?.dispose()
  }

  private refuse(reason: GatewayFailure['reason'], detail: string | null = null): Result<never, GatewayFailure> {
    this.deps.warn(`refused: ${reason}${detail === null ? '' : `, ${detail}`}`)
    return err({ reason, detail })
  }

  private async agree(remote: LineDescription, payloads: Payloads, ofWindow: Payloads): Promise<void> {
    this.agreed = payloads
    this.lineTypes = payloadMap(ofWindow, payloads)
    this.windowTypes = payloadMap(payloads, ofWindow)
    const [first] = payloads.audio
    for (const stream of [this.toLine, this.toWindow]) stream.setClockRate(CLOCK_RATES[first?.name ?? 'PCMA'])
    await this.line?.follow(remote, this.isEncrypted ? this.ownKey : null, new Set(this.windowTypes.keys()))
  }

  private async openLine(plan: GatewayLine, isEncrypted: boolean, isMoved: boolean): Promise<LineLeg | null> {
    this.isEncrypted = isEncrypted
    if (this.line && !isMoved) return this.line
    const address = plan.localAddress ?? (await localAddressTowards(plan.server))
    if (address === null) return null
    if (this.line?.address === address) return this.line
    const pair = await openPortPair(address, this.deps.random)
    if (!pair) return null
    this.line?.dispose()
    this.line = new LineLeg(address, pair, {
      rtp: (packet) => {
        const next = rewritten(packet, this.windowTypes, this.toWindow, this.deps.clock.now())
        if (next) this.window?.sendRtp(next)
      },
      reports: (packets) => {
        this.window?.sendReports(translateReports(packets, this.toWindow, this.toLine))
      },
      failed: (error) => {
        this.deps.warn(`socket of the line: ${error.message}`)
      },
    })
    if (this.owned.isDisposed) this.line.dispose()
    return this.line
  }

  private async legFor(description: WindowDescription): Promise<WindowLeg> {
    const { mid, isBundled } = description
    this.mid = { mid, isBundled }
    if (this.window?.isFor(description)) return this.window
    const leg = await this.openLeg(false)
    // Of a first offer: early sound goes to it, before any answer.
    if (!this.window) this.adopt(leg)
    return leg
  }

  private adopt(leg: WindowLeg): void {
    if (leg !== this.window) this.window?.dispose()
    this.window = leg
  }

  private async openLeg(isOfferer: boolean): Promise<WindowLeg> {
    const leg = await WindowLeg.open(isOfferer, {
      rtp: (packet) => {
        const nowMs = this.deps.clock.now()
        const next = rewritten(packet, this.lineTypes, this.toLine, nowMs)
        if (next) this.line?.sendRtp(next, nowMs)
      },
      reports: (packets) => {
        this.line?.sendReports(translateReports(packets, this.toLine, this.toWindow))
      },
      failed: (reason) => {
        this.deps.warn(`way to the window: ${reason}`)
      },
    })
    if (this.owned.isDisposed) leg.dispose()
    return leg
  }

  private windowAnswer(
    leg: WindowLeg,
    offer: WindowDescription,
    payloads: Payloads,
    direction: Direction,
    ptime: number | null,
  ): string {
    const { mid, isBundled } = offer
    const named = inOrderOf(payloads, offer.payloads)
    return writeWindowSdp(this.ownWindow(leg), { mid, isBundled, payloads: named, direction, ptime, setup: 'passive' })
  }

  private ownLine({ address, port }: LineLeg): OwnLine {
    this.lineVersion += 1
    const { sessionId, isEncrypted, ownKey } = this
    return { sessionId, version: this.lineVersion, address, port, key: isEncrypted ? ownKey : null }
  }

  private ownWindow({ transport, candidates }: WindowLeg) {
    this.windowVersion += 1
    const { sessionId, windowVersion: version, toWindow } = this
    return { ...transport, candidates, sessionId, version, ssrc: toWindow.ssrc }
  }

  private async waitFor(leg: WindowLeg): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = this.deps.clock.schedule(WINDOW_PATIENCE_MS, resolve)
      void leg.connected.then(() => {
        timer.dispose()
        resolve()
      })
    })
  }

  /** While nothing is said, as on hold, address translators on the way must not forget us. */
  private keepAlive(): void {
    const timer = this.deps.clock.schedule(KEEP_ALIVE_MS, () => {
      this.owned.release(timer)
      const nowMs = this.deps.clock.now()
      if (this.line && nowMs - this.line.lastSentAtMs >= KEEP_ALIVE_MS) this.line.keepAlive(nowMs)
      this.keepAlive()
    })
    this.owned.add(timer)
  }
}

/** `null`: of a type that was not agreed. Extensions and padding of the one side mean nothing to the other. */
function rewritten(
  { header, payload }: RtpPacket,
  types: ReadonlyMap<number, number>,
  stream: StreamRewriter,
  nowMs: number,
): RtpPacket | null {
  const payloadType = types.get(header.payloadType)
  if (payloadType === undefined) return null
  return new RtpPacket(new RtpHeader({ ...stream.rewrite(header, nowMs), payloadType }), payload)
}
