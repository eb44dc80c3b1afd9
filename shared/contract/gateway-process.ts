import { z } from 'zod'

import { defineContract, event, nothing, request, resultOf } from './define'
import { callId } from './ids'

/**
 * Main ↔ gateway process, which stands between the media window and exchanges that speak no WebRTC (docs/adr/0025).
 * `windowSdp` is what the media window says and hears, `lineSdp` what the exchange does. Main asks, the gateway acts.
 */
const sdp = z.string().max(65_536)
const call = z.object({ callId })

const gatewayFailure = z.object({
  /** `unknownCall`: this process began after the call; main offers anew. */
  reason: z.enum(['noCommonCodec', 'noWay', 'mediaFailed', 'unknownCall']),
  detail: z.string().nullable(),
})
export type GatewayFailure = z.output<typeof gatewayFailure>

const line = z.object({
  isEncrypted: z.boolean(),
  /** Descriptions name this computer as the SIP server sees it through the same networks: the connection's own end… */
  localAddress: z.string().nullable(),
  /** …or, where that is not known, the address from which packets for the server leave. */
  server: z.string(),
})
export type GatewayLine = z.output<typeof line>

export const gateway = defineContract('gateway', {
  /** `windowSdp` of the reply is what the window may take as a provisional answer, so that its way stands early. */
  makeOffer: request(
    z.object({ callId, windowSdp: sdp, line, isMoved: z.boolean() }),
    resultOf(z.object({ lineSdp: sdp, windowSdp: sdp }), gatewayFailure),
  ),
  /** Provisional or final, to the offer before. */
  takeAnswer: request(
    z.object({ callId, lineSdp: sdp, isFinal: z.boolean() }),
    resultOf(z.object({ windowSdp: sdp }), gatewayFailure),
  ),
  /** `isFresh`: the window has another peer connection than the one that this call was connected to. */
  takeOffer: request(
    z.object({ callId, lineSdp: sdp, line, isFresh: z.boolean() }),
    resultOf(z.object({ windowSdp: sdp }), gatewayFailure),
  ),
  makeAnswer: request(z.object({ callId, windowSdp: sdp }), resultOf(z.object({ lineSdp: sdp }), gatewayFailure)),
  rollback: request(call, nothing),
  close: request(call, nothing),
})
export type GatewayContract = typeof gateway

export const gatewayReports = defineContract('gatewayReports', {
  /** For the log: no addresses, no numbers. */
  warned: event(z.object({ callId: callId.nullable(), text: z.string() })),
})
export type GatewayReportsContract = typeof gatewayReports
