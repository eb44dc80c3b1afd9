import type { RequestsOf } from '#shared/contract/define'
import type {
  GatewayContract,
  GatewayFailure,
  GatewayLine,
  GatewayReportsContract,
} from '#shared/contract/gateway-process'
import type { MediaContract, MediaFailure } from '#shared/contract/ipc/media'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { err, ok, type Result } from '#shared/lib/result'
import { MediaWindowGone, type MediaPort, type PartPort } from './media-port'

type Requests = RequestsOf<MediaContract>
type GatewayPort = PartPort<GatewayContract, GatewayReportsContract>

/**
 * The media window for calls over lines that speak no WebRTC. To whom asks it is the media window, whose descriptions
 * have become the exchange's: each passes through the gateway on its way (docs/adr/0025).
 */
export class MediaGateway implements Disposable {
  private readonly owned = new DisposableStore()
  private readonly broken = new Set<string>()
  private beginnings = 0

  /** Made before anyone else listens: at a restart it must know first that connections are void. */
  constructor(
    private readonly window: MediaPort,
    private readonly gateway: GatewayPort,
  ) {
    const countBeginning = () => {
      this.beginnings += 1
    }
    this.owned.add(window.onRestarted(countBeginning))
    this.owned.add(gateway.onRestarted(countBeginning))
    this.owned.add(
      window.on('connectionChanged', ({ callId, state }) => {
        if (state === 'failed') this.broken.add(callId)
      }),
    )
  }

  /** The gateway died and another stands: live calls through it must be renegotiated. */
  onRestarted(listener: () => void): Disposable {
    return this.gateway.onRestarted(listener)
  }

  /** `line` is asked at every description: where the line is reached from changes with the network. */
  mediaFor(line: () => GatewayLine): MediaPort {
    const { window } = this
    const call = new GatewayCallMedia(window, this.gateway, line, {
      beginning: () => this.beginnings,
      takeBroken: (callId) => this.broken.delete(callId),
    })
    return {
      requests: call.requests,
      on: (name, listener) => window.on(name, listener),
      onRestarted: (listener) => window.onRestarted(listener),
    }
  }

  dispose(): void {
    this.owned.dispose()
  }
}

interface Beginnings {
  readonly beginning: () => number
  /** Whether the way between window and gateway failed since it was asked last. */
  readonly takeBroken: (callId: string) => boolean
}

/** One call. What it says in both directions is asked one after another, as `CallMedia` does. */
class GatewayCallMedia {
  readonly requests: Requests
  private beginning: number
  private hasOffered = false

  constructor(
    private readonly window: MediaPort,
    private readonly gateway: GatewayPort,
    private readonly line: () => GatewayLine,
    private readonly beginnings: Beginnings,
  ) {
    this.beginning = beginnings.beginning()
    this.requests = {
      ...window.requests,
      createOffer: (args) => this.createOffer(args),
      createAnswer: (args) => this.createAnswer(args),
      applyAnswer: (args) => this.applyAnswer(args),
      rollback: async (args) => {
        await gateway.requests.rollback(args)
        return window.requests.rollback(args)
      },
      close: async (args) => {
        this.beginnings.takeBroken(args.callId)
        await Promise.all([gateway.requests.close(args), window.requests.close(args)])
        return null
      },
    }
  }

  private async createOffer(args: Parameters<Requests['createOffer']>[0]): ReturnType<Requests['createOffer']> {
    const { window, gateway } = this
    const { callId } = args
    await this.dropVoidConnection(callId)
    // Anew within the computer too: the window may have bound its end to an address that is gone.
    const offer = await window.requests.createOffer(args)
    if (!offer.ok) return offer
    const isFirst = !this.hasOffered
    const made = await gateway.requests.makeOffer({
      callId,
      windowSdp: offer.value.sdp,
      line: this.line(),
      isMoved: args.iceRestart,
    })
    if (!made.ok) {
      await window.requests.rollback({ callId })
      return refused(made.error)
    }
    this.hasOffered = true
    // The way to the window stands before the phone rings there. Later offers may be taken back, this one is not.
    const early = isFirst
      ? await window.requests.applyAnswer({ callId, answer: made.value.windowSdp, isFinal: false })
      : ok(null)
    return early.ok ? ok({ sdp: made.value.lineSdp }) : early
  }

  private async createAnswer(args: Parameters<Requests['createAnswer']>[0]): ReturnType<Requests['createAnswer']> {
    const { window, gateway } = this
    const { callId, offer } = args
    const isFresh = await this.dropVoidConnection(callId)
    const asked = await gateway.requests.takeOffer({ callId, lineSdp: offer, line: this.line(), isFresh })
    if (!asked.ok) return refused(asked.error)
    const answer = await window.requests.createAnswer({ ...args, offer: asked.value.windowSdp })
    if (!answer.ok) {
      await gateway.requests.rollback({ callId })
      return answer
    }
    const made = await gateway.requests.makeAnswer({ callId, windowSdp: answer.value.sdp })
    this.hasOffered = true
    return made.ok ? ok({ sdp: made.value.lineSdp }) : refused(made.error)
  }

  private async applyAnswer(args: Parameters<Requests['applyAnswer']>[0]): ReturnType<Requests['applyAnswer']> {
    const { callId, answer, isFinal } = args
    const taken = await this.gateway.requests.takeAnswer({ callId, lineSdp: answer, isFinal })
    if (!taken.ok) return refused(taken.error)
    return this.window.requests.applyAnswer({ ...args, answer: taken.value.windowSdp })
  }

  /** A window or gateway that began anew, and a way that failed, leave a connection that leads nowhere. */
  private async dropVoidConnection(callId: string): Promise<boolean> {
    const beginning = this.beginnings.beginning()
    const isVoid = this.beginnings.takeBroken(callId) || beginning !== this.beginning
    this.beginning = beginning
    if (isVoid) await this.window.requests.close({ callId })
    return isVoid
  }
}

function refused({ reason, detail }: GatewayFailure): Result<never, MediaFailure> {
  // The gateway that knew the call is gone: as with a window, the call is offered anew.
  if (reason === 'unknownCall') throw new MediaWindowGone('the gateway does not know the call')
  return err({ reason: reason === 'noWay' ? 'mediaFailed' : reason, detail })
}
