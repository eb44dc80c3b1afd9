import { DOMAIN, IPV4, PORT, QUOTED_TEXT, TOKEN } from './quick-uri'

const SENT_BY = new RegExp(`(SIP)/2\\.0/(UDP|TCP|TLS|WSS|WS) +(?:(${IPV4})|(${DOMAIN}))(?::(${PORT}))?(?=;|$)`, 'y')
const PARAMETER = new RegExp(`;(${TOKEN})(?:=(${TOKEN}|"${QUOTED_TEXT}"))?(?=;|$)`, 'y')
const WHOLE_IPV4 = new RegExp(`^${IPV4}$`)

/** What the grammar makes of one Via; keys come in the order of the text, as there. */
export interface Via {
  readonly protocol: string
  readonly transport: string
  readonly host_type: 'IPv4' | 'domain'
  readonly host: string
  port?: number
  branch?: string
  rport?: string
  received?: string
  params?: Record<string, string | undefined>
}

export function quickVia(text: string): Via | undefined {
  SENT_BY.lastIndex = 0
  const match = SENT_BY.exec(text)
  if (!match) return undefined
  const [, protocol = '', transport = '', ipv4, domain = '', port] = match
  const via: Via = { protocol, transport, host_type: ipv4 === undefined ? 'domain' : 'IPv4', host: ipv4 ?? domain }
  if (port !== undefined) via.port = Number(port)
  for (let at = SENT_BY.lastIndex; at < text.length; at = PARAMETER.lastIndex) {
    PARAMETER.lastIndex = at
    const found = PARAMETER.exec(text)
    const name = found?.[1]?.toLowerCase()
    if (!found || name === undefined || !readParameter(via, name, found[2])) return undefined
  }
  return via
}

/** `false`: the grammar must look. */
function readParameter(via: Via, name: string, value: string | undefined): boolean {
  switch (name) {
    case 'branch':
      if (value === undefined || value.startsWith('"')) return false
      via.branch = value
      return true
    case 'rport':
      if (value === undefined) break
      if (!/^\d+$/.test(value)) return false
      via.rport = value
      return true
    case 'received':
      if (value === undefined || !WHOLE_IPV4.test(value)) return false
      via.received = value
      // The grammar notes the kind of the last address it read, whichever that was.
      ;(via as { host_type: Via['host_type'] }).host_type = 'IPv4'
      return true
    case 'ttl':
    case 'maddr':
      return false
  }
  via.params ??= {}
  via.params[name] = value
  return true
}
