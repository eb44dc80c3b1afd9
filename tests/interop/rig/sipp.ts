import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FreePorts } from './free-ports'
import { findProgram, requirePrograms } from './required-programs'
import { scenario } from './sipp-scenario'
import type { Address } from './start-kamailio'

/** For the whole of the work; a goodbye that is lost over and over takes half a minute. */
const TIMEOUT_S = 60
const READY_WITHIN_MS = 10_000

export interface SippPeer {
  /** What is dialled to reach it through the rig's Kamailio. */
  readonly number: string
  /** Once every call has gone as the scenario says; rejects with what did not. */
  readonly finished: Promise<void>
}

export interface SippWork {
  readonly steps: readonly string[]
  readonly count?: number
  readonly port?: number
  readonly limitS?: number
}

/** SIPp as the other phone, by UDP, with scenarios where baresip cannot do what is wanted. */
export class Sipp {
  private readonly abort = new AbortController()
  private started = 0

  constructor(
    private readonly folder: string,
    private readonly ports: FreePorts,
    private readonly server: Address,
  ) {
    requirePrograms(['sipp'])
  }

  /** Waits to be called; returns once it listens. */
  async answers({ steps, count = 1, port, limitS }: SippWork): Promise<SippPeer> {
    const own = port ?? (await this.ports.take())
    const finished = this.run(steps, own, ['-m', String(count), ...limit(limitS)])
    await listening(own, finished)
    return { number: `peer${String(own)}`, finished }
  }

  /** Calls a phone, one call after the other; returns when all are over. */
  async calls(to: string, { steps, count = 1, port, limitS }: SippWork): Promise<void> {
    const load = [...limit(limitS), '-l', '1', '-r', '20', '-m', String(count)]
    const target = [...load, '-inf', 'called.csv', `${this.server.host}:${String(this.server.port)}`]
    await this.run(steps, port ?? (await this.ports.take()), target, to)
  }

  /** Ends those that still wait. */
  stop(): void {
    this.abort.abort()
  }

  private run(steps: readonly string[], port: number, args: readonly string[], to = ''): Promise<void> {
    const finished = this.start(steps, port, args, to)
    // Whoever waits for it hears of it; until then it is nobody's.
    finished.catch(() => undefined)
    return finished
  }

  private async start(steps: readonly string[], port: number, args: readonly string[], to: string): Promise<void> {
    const own = join(this.folder, `${String(port)}-${String((this.started += 1))}`)
    await mkdir(own, { recursive: true })
    await writeFile(join(own, 'scenario.xml'), scenario(steps))
    await writeFile(join(own, 'called.csv'), `SEQUENTIAL\n${to}\n`)
    const errors = ['-trace_err', '-error_file', 'errors.log']
    const fixed = ['-sf', 'scenario.xml', '-t', 'u1', '-nostdin', '-i', this.server.host, '-p', String(port)]
    await new Promise<void>((resolve, reject) => {
      const options = {
        cwd: own,
        env: { ...process.env, TERM: 'dumb' },
        maxBuffer: 16 * 1024 * 1024,
        signal: this.abort.signal,
      }
      execFile(findProgram('sipp') ?? 'sipp', [...fixed, ...errors, ...args], options, (error) => {
        if (!error) resolve()
        else void whatWentWrong(own).then((said) => reject(new Error(`SIPp: ${said}`, { cause: error })))
      })
    })
  }
}

function limit(seconds = TIMEOUT_S): readonly string[] {
  return ['-timeout', `${String(seconds)}s`, '-timeout_error']
}

async function whatWentWrong(folder: string): Promise<string> {
  const said = await readFile(join(folder, 'errors.log'), 'utf8').catch(() => '')
  return said === '' ? 'ended without a word' : said.slice(0, 3000)
}

/** Linux shows the sockets that are bound; a datagram to ask with would be a call. */
async function listening(port: number, finished: Promise<void>): Promise<void> {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  const end = Date.now() + READY_WITHIN_MS
  const bound = async (): Promise<void> => {
    while (!(await readFile('/proc/net/udp', 'utf8')).includes(hex)) {
      if (Date.now() > end) throw new Error(`SIPp does not listen on ${String(port)} in ${String(READY_WITHIN_MS)} ms`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const early = finished.then(() => {
    throw new Error('SIPp ended before it was called')
  })
  await Promise.race([bound(), early])
}
