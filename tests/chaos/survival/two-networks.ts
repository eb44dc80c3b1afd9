import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

import { LOOPBACK, type RigPlace } from '../../interop/rig/rig-place'

const run = promisify(execFile)

/** The exchange's address, the same over either network. */
const EXCHANGE = '10.213.0.1'
const NETWORKS = ['first', 'second'] as const
type Network = (typeof NETWORKS)[number]
const SUBNET: Readonly<Record<Network, string>> = { first: '10.213.1', second: '10.213.2' }

/**
 * An exchange in a network namespace of its own, reached over one of two cables. Changing the cable gives this computer
 * another address, as a change from a cable to Wi-Fi does.
 */
export class TwoNetworks {
  private current: Network = 'first'

  /** Whether this computer lets us make namespaces: it takes CAP_NET_ADMIN. */
  static arePermitted(): boolean {
    const name = `otk${process.pid}try`
    const { status } = spawnSync('ip', ['netns', 'add', name])
    if (status === 0) spawnSync('ip', ['netns', 'del', name])
    return status === 0
  }

  static async open(): Promise<TwoNetworks> {
    const name = `otk${process.pid}`
    await run('ip', ['netns', 'add', name])
    const networks = new TwoNetworks(name)
    await networks.inside('link', 'set', 'lo', 'up')
    await networks.inside('addr', 'add', `${EXCHANGE}/32`, 'dev', 'lo')
    for (const network of NETWORKS) await networks.lay(network)
    await networks.plug('first')
    return networks
  }

  private constructor(private readonly name: string) {}

  get place(): RigPlace {
    return { ...LOOPBACK, host: EXCHANGE, namespace: this.name }
  }

  /** Pulls one cable and plugs in the other. */
  async flip(): Promise<void> {
    const next = this.current === 'first' ? 'second' : 'first'
    await run('ip', ['link', 'set', this.cable(this.current), 'down'])
    // Whoever has lost a network has lost its address too.
    await run('ip', ['addr', 'flush', 'dev', this.cable(this.current)])
    await this.plug(next)
  }

  async close(): Promise<void> {
    // Each by itself: a connection that waits for a lost cable keeps the namespace alive after its name is gone.
    for (const network of NETWORKS) await run('ip', ['link', 'del', this.cable(network)])
    await run('ip', ['netns', 'del', this.name])
  }

  private async lay(network: Network): Promise<void> {
    const cable = this.cable(network)
    await run('ip', ['link', 'add', cable, 'type', 'veth', 'peer', 'name', `${cable}x`, 'netns', this.name])
    await this.inside('addr', 'add', `${SUBNET[network]}.1/24`, 'dev', `${cable}x`)
    await this.inside('link', 'set', `${cable}x`, 'up')
  }

  private async plug(network: Network): Promise<void> {
    await run('ip', ['addr', 'add', `${SUBNET[network]}.2/24`, 'dev', this.cable(network)])
    await run('ip', ['link', 'set', this.cable(network), 'up'])
    await run('ip', ['route', 'replace', EXCHANGE, 'via', `${SUBNET[network]}.1`])
    this.current = network
  }

  private cable(network: Network): string {
    return `${this.name}${network === 'first' ? 'a' : 'b'}`
  }

  private async inside(...args: string[]): Promise<void> {
    await run('ip', ['-n', this.name, ...args])
  }
}
