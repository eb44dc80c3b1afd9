import type { ProxyCredentials } from '#shared/domain/proxy'
import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'
import type { TunnelPorts } from '#shared/node/tunnel'

import { parseUrl } from '../parse-url'

type Environment = Readonly<Record<string, string | undefined>>
type Scheme = 'http' | 'https'

interface Proxy {
  readonly route: string
  readonly credentials: ProxyCredentials | null
}

/** What a team's hub is told of proxies: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case. */
export interface EnvironmentProxies {
  readonly of: Readonly<Record<Scheme, Proxy | null>>
  /** Hosts to which no proxy leads. */
  readonly exceptions: readonly Exception[]
}

interface Exception {
  /** Without a dot at the beginning; `*`: every host. */
  readonly host: string
  readonly port: number | null
}

/** Or every problem, with the name of its variable; no value is repeated, it may hold a password. */
export function readProxies(environment: Environment): Result<EnvironmentProxies, readonly string[]> {
  const problems: string[] = []
  const read = (name: string): Proxy | null => {
    const found = find(environment, name)
    if (found === null) return null
    const proxy = proxyOf(found.value)
    if (!proxy) problems.push(`${found.name}: expected http://host:port or http://user:password@host:port`)
    return proxy
  }
  const all = read('ALL_PROXY')
  const of = { https: read('HTTPS_PROXY') ?? all, http: read('HTTP_PROXY') ?? all }
  return problems.length > 0 ? err(problems) : ok({ of, exceptions: exceptionsOf(environment) })
}

/** The way to the network of a team's hub; nobody is asked for a login. */
export function environmentsWay({ of, exceptions }: EnvironmentProxies, clock: Clock): TunnelPorts {
  return {
    clock,
    resolveProxy(url) {
      const { protocol, hostname, port } = new URL(url)
      const scheme = protocol === 'http:' ? 'http' : 'https'
      const at = port === '' ? (scheme === 'https' ? 443 : 80) : Number(port)
      const isExcepted = exceptions.some((each) => fits(each, hostname.toLowerCase(), at))
      return Promise.resolve(isExcepted ? 'DIRECT' : (of[scheme]?.route ?? 'DIRECT'))
    },
    answer({ host, port }, refused) {
      const meant = Object.values(of).find((proxy) => proxy?.route === routeTo(host, port))
      return Promise.resolve(refused ? null : (meant?.credentials ?? null))
    },
  }
}

function find(environment: Environment, name: string): { readonly name: string; readonly value: string } | null {
  for (const each of [name, name.toLowerCase()]) {
    const value = environment[each]
    if (value !== undefined && value !== '') return { name: each, value }
  }
  return null
}

function proxyOf(text: string): Proxy | null {
  const url = parseUrl(text.includes('://') ? text : `http://${text}`)
  if (url?.protocol !== 'http:' || (url.pathname !== '/' && url.pathname !== '')) return null
  const { hostname, port, username, password } = url
  return {
    route: routeTo(hostname.replace(/^\[(.*)\]$/, '$1'), port === '' ? 80 : Number(port)),
    credentials:
      username === '' ? null : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
  }
}

function routeTo(host: string, port: number): string {
  return `PROXY ${host.includes(':') ? `[${host}]` : host}:${String(port)}`
}

function exceptionsOf(environment: Environment): readonly Exception[] {
  const written = find(environment, 'NO_PROXY')?.value ?? ''
  return written
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .map((each) => {
      const [, host = each, port] = /^(.+):(\d{1,5})$/.exec(each) ?? []
      return { host: host.replace(/^\*?\./, '').toLowerCase(), port: port === undefined ? null : Number(port) }
    })
}

/** A name stands for itself and for everything beneath it. */
function fits({ host, port }: Exception, hostname: string, at: number): boolean {
  if (port !== null && port !== at) return false
  return host === '*' || hostname === host || hostname.endsWith(`.${host}`)
}
