// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { CallId } from '#shared/domain/ids'
import { ok } from '#shared/lib/result'
import type { Microphone, MicrophoneUser } from './microphone'
import { PeerCall } from './peer-call'

const CALL = '01890000-0000-7000-8000-0000000000c1' as CallId
const ANSWER = 'm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=sendrecv\r\n'

class FakeTrack extends EventTarget {
  readonly kind = 'audio'
  enabled = true
  constructor(readonly name: string) {
    super()
  }
  stop() {}
}

class FakeTransceiver {
  direction = 'sendrecv'
  readonly sender
  readonly receiver
  constructor(name: string) {
    const sender = {
      track: null as unknown,
      replaceTrack: async (track: unknown) => void (sender.track = track),
    }
    this.sender = sender
    this.receiver = { track: new FakeTrack(`from ${name}`) }
  }
  setCodecPreferences() {}
}

/** As much of a connection as an offer, its answer and its rollback need. */
class FakeConnection extends EventTarget {
  readonly transceivers: FakeTransceiver[] = []
  readonly name: string
  signalingState = 'stable'
  iceGatheringState = 'complete'
  connectionState = 'connected'
  localDescription: { sdp: string } | null = null
  packetsSent = 0
  constructor(readonly isAnew: boolean) {
    super()
    opened.push(this)
    this.name = `connection ${opened.length}`
  }
  getTransceivers() {
    return this.transceivers
  }
  addTransceiver() {
    const made = new FakeTransceiver(this.name)
    this.transceivers.push(made)
    return made
  }
  async createOffer() {
    return { type: 'offer', sdp: `${this.name}\r\na=setup:actpass\r\na=candidate:1\r\n` }
  }
  async setLocalDescription({ type, sdp }: { type: string; sdp: string }) {
    this.signalingState = type === 'rollback' ? 'stable' : 'have-local-offer'
    this.localDescription = { sdp }
  }
  async setRemoteDescription() {
    this.signalingState = 'stable'
  }
  async getStats() {
    return new Map([['o', { id: 'o', type: 'outbound-rtp', kind: 'audio', packetsSent: this.packetsSent }]])
  }
  close() {
    this.signalingState = 'closed'
  }
}

const opened: FakeConnection[] = []

vi.mock('./speaker', () => ({
  Speaker: class {
    readonly element: { srcObject?: unknown } & HTMLElement = document.createElement('div')
    choose = async () => true
    dispose() {}
  },
}))

vi.mock('./peer-connection', () => ({
  openConnection: (isAnew: boolean) => new FakeConnection(isAnew),
  closeConnection: (connection: FakeConnection) => {
    connection.close()
  },
}))

let call: PeerCall
let user: MicrophoneUser | null

beforeEach(async () => {
  opened.length = 0
  user = null
  vi.stubGlobal(
    'MediaStream',
    class {
      constructor(readonly tracks: readonly FakeTrack[] = []) {}
    },
  )
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => ({ codecs: [] }) })
  const microphone = {
    acquire: async (asks: MicrophoneUser) => {
      user = asks
      return ok({ track: new FakeTrack('voice'), isFallback: false })
    },
    release: () => undefined,
  }
  call = new PeerCall({
    callId: CALL,
    // The fake has what a call uses of it.
    microphone: microphone as unknown as Microphone,
    output: null,
    report: () => undefined,
    onPartChanged: () => undefined,
    onSentChanged: () => undefined,
  })
  await offer(false)
  await call.applyAnswer(ANSWER, true)
})

async function offer(isAnew: boolean, hold = false): Promise<string> {
  const made = await call.createOffer(hold, isAnew)
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  return made.value.sdp
}

function sentBy(connection: FakeConnection | undefined): unknown {
  const track = connection?.transceivers[0]?.sender.track
  return track instanceof FakeTrack ? track.name : track
}

describe('[K11] a way of the sound that is sought anew', () => {
  it('is another connection’s, which begins the handshake; the one before sounds until the answer', async () => {
    expect(await offer(true)).toBe('connection 2\r\na=setup:active\r\na=candidate:1\r\n')
    expect(opened.map(({ isAnew, signalingState }) => [isAnew, signalingState])).toEqual([
      [false, 'stable'],
      [true, 'have-local-offer'],
    ])
    await call.applyAnswer(ANSWER, true)
    expect(opened.map(({ signalingState }) => signalingState)).toEqual(['closed', 'stable'])
    expect(await offer(false, true)).toContain('connection 2')
  })

  it('leaves the connection before where the offer is taken back, or another takes its place', async () => {
    await offer(true, true)
    expect(call.isHeld).toBe(true)
    await call.rollback()
    expect(call.isHeld).toBe(false)
    await offer(true)
    await offer(true)
    await call.rollback()
    expect(opened.map(({ signalingState }) => signalingState)).toEqual(['stable', 'closed', 'closed', 'closed'])
    expect(await offer(false)).toContain('connection 1')
  })

  it('[H3] sends what is said when the answer comes, muted as it was', async () => {
    await offer(true)
    call.setMuted(true)
    // The microphone is a fake throughout.
    user?.replaceTrack(new FakeTrack('other voice') as unknown as MediaStreamTrack, 'switched')
    await call.applyAnswer(ANSWER, true)
    expect(sentBy(opened[1])).toBe('other voice')
    expect(opened[1]?.transceivers[0]?.sender.track).toMatchObject({ enabled: false })
  })

  it('[K15] counts on from what was counted', async () => {
    for (const connection of opened) connection.packetsSent = 50
    await offer(true)
    await call.applyAnswer(ANSWER, true)
    for (const connection of opened) connection.packetsSent += 7
    expect(await call.stats()).toMatchObject({ packetsSent: 57 })
  })
})
