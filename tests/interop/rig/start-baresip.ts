import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { BaresipControl } from './baresip-control'
import { BaresipPhone } from './baresip-phone'
import { fillTemplate } from './fill-template'
import type { FreePorts } from './free-ports'
import { findProgram } from './required-programs'
import { RigProcess, type Stoppable } from './rig-process'

const RTP_PORTS = 60

export interface BaresipManner {
  readonly user: string
  /** Takes calls by SDES-SRTP only. */
  readonly isEncrypted?: boolean
  /** Listens already while it rings: 183 with a description. */
  readonly isEarly?: boolean
  /** The tone that it says. */
  readonly saysHz?: number
  readonly codecs?: string
}

export async function startBaresip(
  folder: string,
  ports: FreePorts,
  registrarPort: number,
  running: Stoppable[],
  { user, isEncrypted = false, isEarly = false, saysHz = 440, codecs = 'pcmu,pcma,opus/48000/2' }: BaresipManner,
): Promise<BaresipPhone> {
  // baresip takes the port after its SIP port for TLS.
  const sipPort = await ports.take(2)
  const controlPort = await ports.take()
  const firstRtpPort = await ports.take(RTP_PORTS)
  await fillTemplate('baresip.accounts', join(folder, 'accounts'), {
    USER: user,
    CODECS: codecs,
    REGISTRAR_PORT: registrarPort,
    ANSWER_MODE: isEarly ? 'early' : 'manual',
    // SDES and nothing else.
    MEDIA_ENCRYPTION: isEncrypted ? ';mediaenc=srtp-mand' : '',
  })
  await fillTemplate('baresip.config', join(folder, 'config'), {
    FOLDER: folder,
    SAYS_HZ: saysHz,
    SIP_PORT: sipPort,
    RTP_PORTS: `${firstRtpPort}-${firstRtpPort + RTP_PORTS - 1}`,
    CONTROL_PORT: controlPort,
    MODULES: '/usr/lib/baresip/modules',
  })
  const home = join(folder, 'home')
  await mkdir(home)
  const heard = join(folder, 'heard')
  await mkdir(heard)
  const program = new RigProcess({
    name: 'baresip',
    command: findProgram('baresip') ?? 'baresip',
    args: ['-f', folder],
    logFile: join(folder, 'baresip.log'),
    env: { HOME: home },
    cwd: folder,
  })
  running.push(program)
  let control: BaresipControl | undefined
  await program.waitUntil('control connection', async () => {
    control = await BaresipControl.open(controlPort).catch(() => undefined)
    return control !== undefined
  })
  if (!control) throw new Error('Expected a control connection to baresip')
  const open = control
  await program.waitUntil('registration', async () => / OK |OK\b/.test(await open.command('reginfo')))
  return new BaresipPhone(open, program, heard)
}
