import type { HandlersOf } from '#shared/contract/define'
import type { GatewayContract, GatewayFailure } from '#shared/contract/gateway-process'
import type { CallId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'
import { err } from '#shared/lib/result'
import { GatewayCall, type GatewayCallDependencies } from './gateway-call'

export interface GatewayDependencies extends Pick<GatewayCallDependencies, 'clock' | 'random'> {
  readonly warn: (callId: CallId, text: string) => void
}

export interface Gateway extends Disposable {
  readonly handlers: HandlersOf<GatewayContract>
}

/** All calls of this process by their ids. Requests of one call come one after another, as its signalling does. */
export function createGateway({ clock, random, warn }: GatewayDependencies): Gateway {
  const calls = new Map<CallId, GatewayCall>()
  const known = (id: CallId): GatewayCall => {
    const call =
      calls.get(id) ??
      new GatewayCall({
        clock,
        random,
        warn: (text) => {
          warn(id, text)
        },
      })
    calls.set(id, call)
    return call
  }
  const unknown = (): { readonly ok: false; readonly error: GatewayFailure } =>
    err({ reason: 'unknownCall', detail: null })
  return {
    handlers: {
      makeOffer: ({ callId, windowSdp, line, isMoved }) => known(callId).makeOffer(windowSdp, line, isMoved),
      takeAnswer: ({ callId, lineSdp, isFinal }) => calls.get(callId)?.takeAnswer(lineSdp, isFinal) ?? unknown(),
      takeOffer: ({ callId, lineSdp, line, isFresh }) => known(callId).takeOffer(lineSdp, line, isFresh),
      makeAnswer: ({ callId, windowSdp }) => calls.get(callId)?.makeAnswer(windowSdp) ?? unknown(),
      rollback({ callId }) {
        calls.get(callId)?.rollback()
        return null
      },
      close({ callId }) {
        calls.get(callId)?.dispose()
        calls.delete(callId)
        return null
      },
    },
    dispose() {
      for (const call of calls.values()) call.dispose()
      calls.clear()
    },
  }
}
