import { CallRunner } from '../../../electron/sip/calls/call-runner'
import type { CallSession, SessionPort } from '../../../electron/sip/calls/call-session'
import type { CallMedia } from '../../../electron/sip/calls/call-media'
import { HeadsetDirector } from '../../../electron/headset/headset-director'
import { FakeMediaPort } from '../../../electron/sip/testing/fake-media-port'
import { Headsets } from '../../../renderer/media/headset/headsets'
import { createVirtualHid, type VirtualDevice } from '../../../renderer/media/headset/testing/virtual-hid'
import type { HeadsetChoice } from '../../../shared/contract/ipc/devices'
import type { CallSnapshot } from '../../../shared/domain/call'
import { newCall, type CallEvent } from '../../../shared/domain/call-state'
import { createVirtualHeadset, type VirtualHeadsetSpec } from '../../../shared/domain/headset/testing/virtual-headset'
import type { CallId } from '../../../shared/domain/ids'
import { silentLogger } from '../../../shared/lib/logger'
import { ManualClock } from '../../../shared/lib/manual-clock'
import { err, ok } from '../../../shared/lib/result'

const OFFER = ['v=0', 'm=audio 40000 RTP/AVP 8', 'a=sendrecv', ''].join('\r\n')

const NO_SIBLINGS = {
  takeBack: () => undefined,
  dispatch: () => undefined,
  sessionOf: () => null,
  isJoined: () => false,
}

/** How long things take, and what is lost, from one sequence of numbers. */
export interface Chance {
  /** A whole number from 0 to `most`. */
  upTo(most: number): number
}

/** The microphone of one call in the media window: what the other side hears. */
interface Outgoing {
  muted: boolean
  held: boolean
}

/**
 * The whole way from a headset's key to the sound that leaves, on a clock that is told the time: the real machine of
 * calls, director, media window's headsets and headset machine; only sound, network and the device itself are played.
 */
export class HeadsetRig {
  readonly clock = new ManualClock()
  readonly trouble: string[] = []
  readonly commands: string[] = []
  plugged: VirtualDevice | null = null
  writes = 0
  private readonly outgoing = new Map<string, Outgoing>()
  private readonly calls = new Map<CallId, { readonly runner: CallRunner; emit: (event: CallEvent) => void }>()
  private readonly media = new FakeMediaPort()
  private readonly hid = createVirtualHid(createVirtualHeadset, (echo) => {
    if (this.losesEchoes && this.chance.upTo(3) === 0) return
    this.clock.schedule(this.chance.upTo(this.slowestEchoMs), echo)
  })
  private readonly headsets: Headsets
  private readonly director: HeadsetDirector
  private losesEchoes = true
  private slowestEchoMs = 450
  private nextId = 1
  private lastTurnMs = 0

  constructor(
    private readonly chance: Chance,
    choice: HeadsetChoice = 'auto',
  ) {
    this.carryMedia()
    this.headsets = new Headsets({
      hid: this.hid.hid,
      clock: this.clock,
      report: (name, payload) => {
        if (name === 'headsetCommanded') this.commands.push(JSON.stringify(payload))
        if (name === 'headsetTroubled') this.trouble.push(JSON.stringify(payload))
        void this.later().then(() => {
          this.media.report(name, payload)
        })
      },
    })
    this.director = new HeadsetDirector({
      media: this.media,
      clock: this.clock,
      logger: silentLogger,
      calls: () => Promise.resolve(this.handlers),
      onTested: () => undefined,
      onTestEnded: () => undefined,
    })
    void this.headsets.start()
    this.director.handleOpened(choice)
  }

  readonly handlers = {
    answer: async ({ id }: { readonly id: CallId }) => {
      this.holdOthers(id)
      await this.later()
      return this.act(id, { kind: 'answer' })
    },
    decline: ({ id }: { readonly id: CallId }) => this.act(id, { kind: 'decline' }),
    hangUp: ({ id }: { readonly id: CallId }) => this.act(id, { kind: 'hangUp' }),
    hold: ({ id }: { readonly id: CallId }) => this.act(id, { kind: 'hold' }),
    resume: ({ id }: { readonly id: CallId }) => {
      this.holdOthers(id)
      return this.act(id, { kind: 'resume' })
    },
    setMuted: ({ id, muted }: { readonly id: CallId; readonly muted: boolean }) =>
      this.act(id, { kind: 'setMuted', muted }),
  }

  ring(): CallId {
    const id = `call-${this.nextId++}` as CallId
    const runner = new CallRunner(
      newCall('incoming', this.clock.now()),
      {
        id,
        route: 'phone',
        accountId: null,
        sound: null,
        number: '100',
        presentation: null,
        name: null,
        chatId: null,
        subject: null,
        lastLine: null,
      },
      {
        clock: this.clock,
        media: this.media,
        directory: { findByNumber: () => Promise.resolve(null), findByChat: () => Promise.resolve(null) },
        journal: { record: () => undefined },
        logger: silentLogger,
        siblings: NO_SIBLINGS,
        random: () => 0.5,
        onChanged: () => {
          this.handleChanged()
        },
      },
    )
    runner.start((port) => {
      this.calls.set(id, { runner, emit: port.emit })
      return this.session(port)
    })
    this.handleChanged()
    return id
  }

  hangUpThere(id: CallId): void {
    const call = this.calls.get(id)
    const isRinging = call?.runner.state.stage.kind === 'incoming'
    call?.emit(isRinging ? { kind: 'cancelledThere', isAnsweredElsewhere: false } : { kind: 'hungUpThere' })
  }

  /** What the person sees. */
  screen(): readonly CallSnapshot[] {
    return [...this.calls.values()].map(({ runner }) => runner.snapshot()).filter(({ phase }) => phase.kind !== 'ended')
  }

  isHeard(id: CallId): boolean {
    const track = this.outgoing.get(id)
    return track !== undefined && !track.muted && !track.held
  }

  headsetState() {
    return this.headsets.list().headsets.find(({ state }) => state !== 'unused')?.state ?? null
  }

  plug(spec: VirtualHeadsetSpec): void {
    this.unplug()
    const plugged = this.hid.plug(spec)
    this.plugged = plugged
    const sendReport = plugged.device.sendReport.bind(plugged.device)
    plugged.device.sendReport = (reportId, data) => {
      this.writes += 1
      return sendReport(reportId, data)
    }
  }

  unplug(): void {
    if (this.plugged) this.hid.unplug(this.plugged)
    this.plugged = null
  }

  /** From here on nothing is lost any more. */
  calmDown(): void {
    this.losesEchoes = false
    this.slowestEchoMs = 100
    if (this.plugged) Object.assign(this.plugged.faults, { refusesToOpen: false, refusesToWrite: false })
  }

  async wait(ms: number): Promise<void> {
    await this.clock.advanceAsync(ms)
  }

  /** Never «muted» on the screen with sound that leaves. */
  check(): void {
    for (const { id, isMuted } of this.screen())
      if (isMuted && this.isHeard(id)) throw new Error(`${id} is shown as muted and is heard`)
  }

  private act(id: CallId, event: CallEvent) {
    const call = this.calls.get(id)
    if (!call) return err({ reason: 'unknownCall' as const })
    return call.runner.dispatch(event) ? ok(null) : err({ reason: 'wrongPhase' as const })
  }

  private holdOthers(id: CallId): void {
    for (const { runner } of this.calls.values())
      if (runner.id !== id && runner.state.stage.kind === 'active' && !runner.state.wantsHold)
        runner.dispatch({ kind: 'hold' })
  }

  private handleChanged(): void {
    this.check()
    this.director.handleCalls([...this.calls.values()].map(({ runner }) => runner.snapshot()))
  }

  /** One message over a port: it takes a while, and none overtakes another. */
  private later(): Promise<void> {
    const dueAtMs = Math.max(this.lastTurnMs, this.clock.now() + this.chance.upTo(60))
    this.lastTurnMs = dueAtMs
    return new Promise((resolve) => {
      this.clock.schedule(dueAtMs - this.clock.now(), resolve)
    })
  }

  private carryMedia(): void {
    const { requests } = this.media
    const describe = async (callId: string, hold: boolean, muted: boolean) => {
      await this.later()
      this.outgoing.set(callId, { muted, held: hold })
      this.check()
      await this.later()
      return ok({ sdp: OFFER })
    }
    Object.assign(requests, {
      createOffer: ({ callId, hold, muted }) => describe(callId, hold, muted),
      createAnswer: ({ callId, hold, muted }) => describe(callId, hold, muted),
      setMuted: async ({ callId, muted }) => {
        await this.later()
        const track = this.outgoing.get(callId)
        if (track) track.muted = muted
        this.check()
        await this.later()
        return track ? ok(null) : err({ reason: 'unknownCall' as const, detail: null })
      },
      close: async ({ callId }) => {
        await this.later()
        this.outgoing.delete(callId)
        return null
      },
      setHeadset: async ({ choice }) => {
        await this.later()
        this.headsets.setChoice(choice)
        return null
      },
      setHeadsetHost: async (host) => {
        await this.later()
        this.headsets.setHost(host)
        return null
      },
    } satisfies Partial<FakeMediaPort['requests']>)
  }

  private session({ media, emit }: SessionPort<CallMedia>): CallSession {
    const answer = async (): Promise<void> => {
      await media.setDescription(OFFER)
      await media.getDescription()
      emit({ kind: 'accepted' })
    }
    const renegotiate = async (plan: { readonly hold: boolean; readonly iceRestart: boolean }): Promise<void> => {
      media.planOffer(plan)
      await media.getDescription()
      await this.later()
      await media.setDescription(OFFER)
      emit({ kind: 'renegotiated' })
    }
    // A call that ends meanwhile refuses its media: nobody is there to be told.
    const ignore = (): void => undefined
    return {
      sendInvite: ignore,
      sendRinging: ignore,
      accept: () => void answer().catch(ignore),
      reject: ignore,
      cancel: ignore,
      bye: () => void this.later().then(() => emit({ kind: 'sessionGone', reason: 'hungUpHere' })),
      refer: ignore,
      keep: () => null,
      renegotiate: (plan) => void renegotiate(plan).catch(ignore),
      sendInfo: () => Promise.resolve(true),
      dispose: ignore,
    }
  }
}
