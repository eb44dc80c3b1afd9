import { SrtcpSession, SrtpSession, type RtpPacket } from 'werift'

/** SRTP_AES128_CM_HMAC_SHA1_80, whose name in a description is `CRYPTO_SUITE`. */
const PROFILE = 1
const KEY_BYTES = 16

/** One direction of one line, encrypted by a key from the descriptions (RFC 4568) or not at all. */
export interface LineCipher {
  seal(packet: RtpPacket): Buffer
  sealReports(reports: Buffer): Buffer
  /** `null`: not from whom the key was agreed with. */
  open(packet: Buffer): Buffer | null
  openReports(reports: Buffer): Buffer | null
}

export const PLAIN: LineCipher = {
  seal: (packet) => packet.serialize(),
  sealReports: (reports) => reports,
  open: (packet) => packet,
  openReports: (reports) => reports,
}

/** The library keeps both directions in one session; a key of one direction fills both and is used for its own. */
export function createCipher(key: Buffer): LineCipher {
  const masterKey = key.subarray(0, KEY_BYTES)
  const masterSalt = key.subarray(KEY_BYTES)
  const config = {
    keys: {
      localMasterKey: masterKey,
      localMasterSalt: masterSalt,
      remoteMasterKey: masterKey,
      remoteMasterSalt: masterSalt,
    },
    profile: PROFILE,
  }
  const rtp = new SrtpSession(config)
  const rtcp = new SrtcpSession(config)
  return {
    seal: ({ header, payload }) => rtp.encrypt(payload, header),
    sealReports: (reports) => rtcp.encrypt(reports),
    open: (packet) => attempt(() => rtp.decrypt(packet)),
    openReports: (reports) => attempt(() => rtcp.decrypt(reports)),
  }
}

function attempt(open: () => Buffer): Buffer | null {
  try {
    return open()
  } catch {
    // Anybody can send anything to an open port: what does not open is a stranger's or broken, and is dropped.
    return null
  }
}
