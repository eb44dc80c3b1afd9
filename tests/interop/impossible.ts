import type { InteropRow, Transport } from './interop-table'

/** What cannot be tried with these programs, and why. */
export interface ImpossibleRow extends InteropRow {
  readonly transports: readonly Transport[]
  readonly reason: string
}

const ALL = ['udp', 'tcp', 'tls', 'ws', 'wss'] as const
const STREAMS = ['tcp', 'tls', 'ws', 'wss'] as const

export const IMPOSSIBLE: readonly ImpossibleRow[] = [
  {
    feature: 'INVITE over 1300 bytes goes by TCP',
    media: 'signalling',
    peer: 'baresip behind Kamailio',
    transports: STREAMS,
    reason: 'a stream knows no largest message',
  },
  {
    feature: '20 % of datagrams lost each way',
    media: 'signalling',
    peer: 'SIPp behind Kamailio',
    transports: STREAMS,
    reason: 'a stream loses nothing: TCP repeats by itself',
  },
  {
    feature: 'pickup by Replaces',
    media: 'signalling',
    peer: 'baresip behind Kamailio',
    transports: ALL,
    reason: 'baresip 1.0.0 knows no Replaces and says so (420), which is a line of its own',
  },
  {
    feature: 'attended transfer, REFER with Replaces',
    media: 'signalling',
    peer: 'baresip behind Kamailio',
    transports: ALL,
    reason: 'baresip 1.0.0 leaves the Replaces of Refer-To where it is and calls anew, which is a line of its own',
  },
  {
    feature: 'line of a colleague (BLF)',
    media: 'signalling',
    peer: 'Kamailio itself',
    transports: ALL,
    reason: 'the rig has Kamailio without its presence modules',
  },
  {
    feature: 'early media, heard there',
    media: 'SDES-SRTP',
    peer: 'baresip, media without a server between',
    transports: ALL,
    reason: 'baresip 1.0.0 with SDES tells of no sound before it has answered, though our packets reach it',
  },
  {
    feature: 'early media, heard here',
    media: 'RTP',
    peer: 'baresip, media without a server between',
    transports: ALL,
    reason:
      'baresip 1.0.0 says nothing before it has answered; the sandbox’s exchange does (tests/integration/gateway)',
  },
]
