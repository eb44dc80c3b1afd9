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

export interface Rig {
  readonly kamailio: Kamailio
  readonly baresip: BaresipPhone
  /** Configurations, logs, certificate and recording, until `stop`. */
  readonly folder: string
  stop(): Promise<void>
}

/**
 * Kamailio with rtpengine, and baresip registered as bob, on free ports of 127.0.0.1: a PBX of other people's making.
 * Several rigs can stand side by side. Packages: kamailio kamailio-websocket-modules kamailio-tls-modules rtpengine baresip.
 */
export async function startRig({ isEncrypted = false, isEarly = false }: Partial<BaresipManner> = {}): Promise<Rig> {
  requirePrograms(['rtpengine', 'kamailio', 'baresip', 'openssl'])
  const folder = await mkdtemp(join(tmpdir(), 'otklik-rig-'))
  const ports = new FreePorts()
  const running: Stoppable[] = []
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
    const baresip = await startBaresip(await subfolder('baresip'), ports, kamailio.udp.port, running, {
      isEncrypted,
      isEarly,
    })
    return { kamailio, baresip, folder, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
