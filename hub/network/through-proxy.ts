import type net from 'node:net'

/** To a server by the proxy that is set; `null`: none is on the way, whoever asks connects by itself. Rejects with `NoWayError`. */
export type ThroughProxy = (host: string, port: number) => Promise<net.Socket | null>

export function portOf({ protocol, port }: Pick<URL, 'protocol' | 'port'>): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}
