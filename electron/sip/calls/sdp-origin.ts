import { z } from 'zod'

/** The origin line (`o=`) of our last description in a call. */
export interface SdpOrigin {
  /** User name and session id. */
  readonly session: string
  readonly version: number
  /** Network, kind of address and address; names the session and leads nowhere. */
  readonly address: string
}

export const sdpOrigin = z.object({
  session: z.string(),
  version: z.number().int().nonnegative(),
  address: z.string(),
}) satisfies z.ZodType<SdpOrigin>

const ORIGIN = /^o=(\S+ \S+) (\d{1,15}) (\S+ \S+ \S+?)(\r?)$/m
/** Descriptions may have left after the last note; whoever sees a version again takes it for what it knows. */
const LEAP = 10

/**
 * RFC 3264 §8: all descriptions of one side in a call have one origin, whose version grows. Each new window, connection
 * and gateway makes one of its own; the first one's stays.
 */
export function continueOrigin(
  sdp: string,
  before: SdpOrigin | null,
): { readonly sdp: string; readonly origin: SdpOrigin | null } {
  const [, session, version, address, end] = ORIGIN.exec(sdp) ?? []
  if (session === undefined || address === undefined) return { sdp, origin: before }
  if (!before) return { sdp, origin: { session, version: Number(version), address } }
  const origin = { ...before, version: before.version + 1 }
  const line = `o=${origin.session} ${String(origin.version)} ${origin.address}${end ?? ''}`
  return { sdp: sdp.replace(ORIGIN, () => line), origin }
}

/** For the process after the one that noted it. */
export function originAfterRestart(origin: SdpOrigin | null): SdpOrigin | null {
  return origin && { ...origin, version: origin.version + LEAP }
}
