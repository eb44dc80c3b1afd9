import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { FreePorts } from '../interop/rig/free-ports'
import { LOOPBACK, type RigPlace } from '../interop/rig/rig-place'
import { requirePrograms } from '../interop/rig/required-programs'
import type { Stoppable } from '../interop/rig/rig-process'
import { startKamailio, type Kamailio } from '../interop/rig/start-kamailio'
import { startRtpengine } from '../interop/rig/start-rtpengine'
import { writeTone } from '../interop/rig/write-tone'
import { ElectronDesk, makeProfile, removeProfile } from './electron-desk'
import { TonePeerProcess } from '../interop/rig/tone-peer-process'

/** Otklik registered as alice at Kamailio with rtpengine, and a peer that says a tone and notes what it hears. */
export interface CallRig extends Stoppable {
  readonly kamailio: Kamailio
  readonly peer: TonePeerProcess
  readonly app: ElectronDesk
  readonly profile: string
  /** Otklik is gone; it is started anew with the same data, and `app` is that. */
  startAgain(): Promise<void>
}

/** What the microphone hears. */
export const SAID_HZ = 600

export type LineKind = 'webrtc' | 'rtp'

export async function startCallRig(place: RigPlace = LOOPBACK, kind: LineKind = 'webrtc'): Promise<CallRig> {
  requirePrograms(['rtpengine', 'kamailio', 'openssl'])
  const folder = await mkdtemp(join(tmpdir(), 'otklik-call-rig-'))
  const profile = await makeProfile()
  const running: Stoppable[] = []
  const stop = async (): Promise<void> => {
    for (const each of [...running].reverse()) await each.stop()
    await rm(folder, { recursive: true, force: true })
    removeProfile(profile)
  }
  try {
    const ports = new FreePorts()
    for (const name of ['rtpengine', 'kamailio']) await mkdir(join(folder, name))
    const rtpengine = await startRtpengine(join(folder, 'rtpengine'), ports, running, place)
    const kamailio = await startKamailio(join(folder, 'kamailio'), ports, rtpengine.controlPort, running, place)
    const peer = await TonePeerProcess.start(kamailio, place.namespace)
    running.push(peer)
    const said = join(folder, 'said.wav')
    await writeTone(said, SAID_HZ)
    const launch = () =>
      ElectronDesk.launch({
        profile,
        chromiumArgs: [`--use-file-for-fake-audio-capture=${said}`],
        demo: { sip: aliceAt(kamailio, kind) },
      })
    let app = await launch()
    running.push({ stop: () => app.close() })
    return {
      kamailio,
      peer,
      profile,
      stop,
      get app() {
        return app
      },
      async startAgain() {
        app = await launch()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function aliceAt({ ws, udp, domain, users }: Kamailio, kind: LineKind) {
  const alice = users.find(({ user }) => user === 'alice')
  if (!alice) throw new Error('The rig has no alice')
  const way =
    kind === 'webrtc'
      ? { transport: 'ws' as const, host: ws.host, port: ws.port }
      : { transport: 'udp' as const, host: udp.host, port: udp.port }
  return { label: 'АТС', ...way, media: kind, webSocketPath: ws.path, domain, ...alice }
}
