import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { join } from 'node:path'

import type { Kamailio } from './start-kamailio'
import { unstarved } from './unstarved'

export interface Arrival {
  /** Unix ms. */
  readonly at: number
  readonly ssrc: number
  readonly sequence: number
}

export interface PeerReport {
  readonly isTalking: boolean
  /** Call-ID and the other side's tag, of a call that came. */
  readonly dialog: string | null
  /** Each packet of sound that came since the last report, with the last one before them. */
  readonly arrivals: readonly Arrival[]
  readonly toneHz: number | null
}

/** The far end of the call in a process of its own, so that nothing in the test delays its notes. */
export class TonePeerProcess {
  private readonly lines: AsyncIterator<string>
  private asked: Promise<unknown> = Promise.resolve()

  static async start(kamailio: Kamailio, namespace?: string): Promise<TonePeerProcess> {
    const bob = kamailio.users.find(({ user }) => user === 'bob')
    const { host, port } = kamailio.udp
    const place = JSON.stringify({ host, port, domain: kamailio.domain, ...bob })
    const own = unstarved([process.execPath, '--import', 'tsx', join(import.meta.dirname, 'tone-peer.ts'), place])
    const [command = '', ...args] = namespace === undefined ? own : ['ip', 'netns', 'exec', namespace, ...own]
    const peer = new TonePeerProcess(spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] }))
    await peer.register()
    return peer
  }

  private constructor(private readonly child: ChildProcess) {
    if (!child.stdout) throw new Error('Expected the output of the tone peer')
    const reader: Interface = createInterface({ input: child.stdout })
    this.lines = reader[Symbol.asyncIterator]()
  }

  async register(): Promise<void> {
    const status = await this.ask<number>('register')
    if (status !== 200) throw new Error(`Expected bob to be registered, the answer was ${status}`)
  }

  report(): Promise<PeerReport> {
    return this.ask<PeerReport>('report')
  }

  /** Resolves once the other side has answered, with the unix ms of the answer. */
  dial(user: string): Promise<number> {
    return this.ask<number>(`dial ${user}`)
  }

  /** The status that the BYE was answered with. */
  hangUp(): Promise<number> {
    return this.ask<number>('hangUp')
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await exited
  }

  /** One question at a time: answers come in the order of the questions. */
  private ask<T>(command: string): Promise<T> {
    const answer = this.asked.then(async () => {
      this.child.stdin?.write(`${command}\n`)
      const line = await this.lines.next()
      if (line.done === true) throw new Error('The tone peer has ended')
      return (JSON.parse(line.value) as { value: T }).value
    })
    this.asked = answer.catch(() => undefined)
    return answer
  }
}
