import { join } from 'node:path'
import type { FreePorts } from './free-ports'
import { findProgram } from './required-programs'
import { RigProcess, type Stoppable } from './rig-process'
import { LOOPBACK, type RigPlace } from './rig-place'
import { askUdp } from './ask-udp'
import { unstarved } from './unstarved'

const MEDIA_PORTS = 200

export async function startRtpengine(
  folder: string,
  ports: FreePorts,
  running: Stoppable[],
  { host, namespace }: RigPlace = LOOPBACK,
): Promise<{ controlPort: number }> {
  const controlPort = await ports.take()
  const firstMediaPort = await ports.take(MEDIA_PORTS)
  const [command = '', ...args] = unstarved([
    findProgram('rtpengine') ?? 'rtpengine',
    '--config-file=none',
    `--interface=${host}`,
    `--listen-ng=${host}:${controlPort}`,
    // In user space only: no kernel module is needed.
    '--table=-1',
    // Two threads on one socket swap datagrams. A DTLS flight read out of order is dropped in part, and werift repeats
    // it with the record numbers it had, which OpenSSL takes for a replay (RFC 6347 §4.1.2.6): the handshake never ends.
    '--num-threads=1',
    '--foreground',
    '--log-stderr',
    `--port-min=${firstMediaPort}`,
    `--port-max=${firstMediaPort + MEDIA_PORTS - 1}`,
    `--pidfile=${join(folder, 'rtpengine.pid')}`,
  ])
  const program = new RigProcess({
    name: 'rtpengine',
    command,
    args,
    logFile: join(folder, 'rtpengine.log'),
    ...(namespace === undefined ? {} : { namespace }),
  })
  running.push(program)
  await program.waitUntil('answer to a ping', async () => {
    const answer = await askUdp({ host, port: controlPort }, 'rig d7:command4:pinge')
    return answer?.includes('pong') ?? false
  })
  return { controlPort }
}
