import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { askUdp } from './ask-udp'
import { fillTemplate } from './fill-template'
import type { FreePorts } from './free-ports'
import { findProgram } from './required-programs'
import { LOOPBACK, type RigPlace } from './rig-place'
import { RigProcess, type Stoppable } from './rig-process'

export interface Address {
  readonly host: string
  readonly port: number
}

export interface Kamailio {
  readonly domain: string
  /** SHA-256 of the certificate of `tls` and `wss`, which Kamailio signed for itself. */
  readonly fingerprint: string
  readonly udp: Address
  readonly tcp: Address
  readonly tls: Address
  readonly ws: Address & { readonly path: string }
  readonly wss: Address & { readonly path: string }
  /** alice is for the phone under test; bob is baresip; media of carol's calls, and of desks', does not pass rtpengine. */
  readonly users: readonly { readonly user: string; readonly password: string }[]
  /** `kill -9` */
  kill(): Promise<void>
  /** Another on the same ports: it knows nobody who was registered. */
  revive(): Promise<void>
  /** One after the other. */
  restart(): Promise<void>
}

const DOMAIN = 'softphone.test'

export async function startKamailio(
  folder: string,
  ports: FreePorts,
  rtpenginePort: number,
  running: Stoppable[],
  { host, namespace }: RigPlace = LOOPBACK,
): Promise<Kamailio> {
  const [sipPort, wsPort, tlsPort, wssPort] = [
    await ports.take(),
    await ports.take(),
    await ports.take(),
    await ports.take(),
  ]
  await createCertificate(folder, host)
  const config = join(folder, 'kamailio.cfg')
  await fillTemplate('kamailio.cfg', config, {
    HOST: host,
    SIP_PORT: sipPort,
    WS_PORT: wsPort,
    TLS_PORT: tlsPort,
    WSS_PORT: wssPort,
    RTPENGINE_PORT: rtpenginePort,
    MODULES: modulesFolder(),
    FOLDER: folder,
  })
  const open = async (): Promise<RigProcess> => {
    const program = new RigProcess({
      name: 'kamailio',
      command: findProgram('kamailio') ?? 'kamailio',
      args: ['-DD', '-E', '-m', '64', '-M', '8', '-P', join(folder, 'kamailio.pid'), '-Y', folder, '-f', config],
      logFile: join(folder, 'kamailio.log'),
      ...(namespace === undefined ? {} : { namespace }),
    })
    running.push(program)
    await program.waitUntil('answer to OPTIONS', async () => {
      const answer = await askUdp({ host, port: sipPort }, (from) => optionsRequest(sipPort, from))
      return answer?.startsWith('SIP/2.0 200') ?? false
    })
    return program
  }
  let program = await open()
  return {
    domain: DOMAIN,
    fingerprint: new X509Certificate(await readFile(join(folder, 'cert.pem'))).fingerprint256,
    udp: { host, port: sipPort },
    tcp: { host, port: sipPort },
    tls: { host, port: tlsPort },
    ws: { host, port: wsPort, path: '/' },
    wss: { host, port: wssPort, path: '/' },
    users: [
      { user: 'alice', password: 'alicepw' },
      { user: 'bob', password: 'bobpw' },
      { user: 'carol', password: 'carolpw' },
    ],
    kill: () => program.kill(),
    async revive() {
      program = await open()
    },
    async restart() {
      await program.kill()
      program = await open()
    },
  }
}

async function createCertificate(folder: string, host: string): Promise<void> {
  const names = `subjectAltName=DNS:${DOMAIN},IP:${host}`
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', `/CN=${DOMAIN}`]
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]
  await promisify(execFile)('openssl', [...args, '-addext', names, ...files])
}

function modulesFolder(): string {
  const triplets = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }
  const triplet = process.arch === 'arm64' ? triplets.arm64 : triplets.x64
  const folder = [`/usr/lib/${triplet}/kamailio/modules/`, '/usr/lib64/kamailio/modules/'].find((path) =>
    existsSync(path),
  )
  if (folder === undefined) throw new Error('Expected the modules of Kamailio under /usr/lib; is the package whole?')
  return folder
}

function optionsRequest(port: number, from: Address): string {
  const lines = [
    `OPTIONS sip:${DOMAIN}:${port} SIP/2.0`,
    `Via: SIP/2.0/UDP ${from.host}:${from.port};branch=z9hG4bKready${from.port};rport`,
    'Max-Forwards: 5',
    `From: <sip:ready@${DOMAIN}>;tag=ready`,
    `To: <sip:${DOMAIN}>`,
    `Call-ID: ready-${from.port}@${from.host}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}
