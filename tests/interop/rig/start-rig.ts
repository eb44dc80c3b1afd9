import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BaresipPhone } from './baresip-phone'
import { FreePorts } from './free-ports'
import { requirePrograms } from './required-programs'
import type { Stoppable } from './rig-process'
import { startBaresip, type BaresipManner } from './start-baresip'
import { startKamailio, type Kamailio } from './start-kamailio'
import { startRtpengine } from './start-rtpengine'

/** Phones of other people's making. `forkLeft` and `forkRight` have one number: a call to it rings at both. */
const MANNERS = {
  /** Its recorder stays silent where the answer names Opus and the sound comes as G.711. */
  bob: { user: 'bob', codecs: 'pcmu,pcma' },
  /** Says another tone than bob, and likes Opus best. */
  bella: { user: 'bella', saysHz: 1000, codecs: 'opus/48000/2,pcma' },
  /** Opens the way for the sound while it rings. */
  early: { user: 'early', isEarly: true },
  forkLeft: { user: 'fork', isEarly: true },
  forkRight: { user: 'fork', isEarly: true },
  /** Takes SDES-SRTP and nothing else. */
  sdes: { user: 'sdes', isEncrypted: true },
  sdesOther: { user: 'sdesOther', isEncrypted: true, saysHz: 1000 },
} as const satisfies Record<string, BaresipManner>

export type PhoneName = keyof typeof MANNERS

export interface Rig extends Stoppable {
  readonly kamailio: Kamailio
  readonly rtpenginePort: number
  readonly ports: FreePorts
  /** Configurations, logs, certificate and recordings, until `stop`. */
  readonly folder: string
  /** Started when it is first asked for, and there until the rig stops. */
  baresip(name: PhoneName): Promise<BaresipPhone>
  /** No call is left at any of its phones. */
  untilIdle(): Promise<void>
}

/**
 * Kamailio with rtpengine and baresips, on free ports of 127.0.0.1: a PBX of other people's making.
 * Several rigs can stand side by side. Packages: kamailio kamailio-websocket-modules kamailio-tls-modules rtpengine baresip.
 */
export async function startRig(): Promise<Rig> {
  requirePrograms(['rtpengine', 'kamailio', 'baresip', 'openssl'])
  const folder = await mkdtemp(join(tmpdir(), 'otklik-rig-'))
  const ports = new FreePorts()
  const running: Stoppable[] = []
  const phones = new Map<PhoneName, Promise<BaresipPhone>>()
  async function stop(): Promise<void> {
    for (const program of [...running].reverse()) await program.stop()
    await rm(folder, { recursive: true, force: true })
  }
  async function subfolder(name: string): Promise<string> {
    const path = join(folder, name)
    await mkdir(path)
    return path
  }
  try {
    const rtpengine = await startRtpengine(await subfolder('rtpengine'), ports, running)
    const kamailio = await startKamailio(await subfolder('kamailio'), ports, rtpengine.controlPort, running)
    const start = async (name: PhoneName): Promise<BaresipPhone> =>
      startBaresip(await subfolder(name), ports, kamailio.udp.port, running, MANNERS[name])
    return {
      kamailio,
      rtpenginePort: rtpengine.controlPort,
      ports,
      folder,
      baresip(name) {
        const phone = phones.get(name) ?? start(name)
        phones.set(name, phone)
        return phone
      },
      async untilIdle() {
        for (const phone of await Promise.all(phones.values())) await phone.untilIdle()
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
