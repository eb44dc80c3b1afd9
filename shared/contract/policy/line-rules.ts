import type { SipAccountId } from '../../domain/ids'
import { USUAL_MEDIA, type SipAccount, type SipTransport } from '../../domain/sip-account'
import type { ManagedKey } from './catalogue'
import { COMPANY_LINES, type CompanyLine } from './line-settings'

/** What of a line a company may set. */
export type LineField = Exclude<keyof SipAccount, 'id' | 'hasPassword' | 'pinnedFingerprint' | 'authorityPem'>

export interface LineRule {
  readonly key: ManagedKey
  readonly field: LineField
  readonly value: unknown
  readonly isLocked: boolean
}

/** What the policy says of a key. */
export interface Ruled {
  readonly rule: 'locked' | 'preset'
  readonly value: unknown
}

/** The same on every desk, so that calls, colleagues and passwords find their line again. */
const IDS: Readonly<Record<CompanyLine, SipAccountId>> = {
  1: '01980000-0000-7000-8000-000000000001' as SipAccountId,
  2: '01980000-0000-7000-8000-000000000002' as SipAccountId,
  3: '01980000-0000-7000-8000-000000000003' as SipAccountId,
}

export function companyLineId(line: CompanyLine): SipAccountId {
  return IDS[line]
}

/** `null`: a line that the person made. */
export function companyLineOf(id: string): CompanyLine | null {
  return COMPANY_LINES.find((line) => IDS[line] === id) ?? null
}

const FIELDS = {
  server: 'domain',
  host: 'host',
  port: 'port',
  transport: 'transport',
  path: 'webSocketPath',
  media: 'media',
  proxy: 'outboundProxy',
  user: 'user',
  authUser: 'authUser',
  displayName: 'displayName',
  label: 'label',
  pickup: 'pickupCode',
  enabled: 'isEnabled',
} as const satisfies Readonly<Record<string, LineField>>
type LinePart = keyof typeof FIELDS

/** As they are written in a policy, and as an account has them. */
export function lineValue(field: LineField, value: unknown): unknown {
  switch (field) {
    case 'port':
      return value === 0 ? null : value
    case 'outboundProxy':
    case 'authUser':
    case 'displayName':
    case 'pickupCode':
      return value === '' ? null : value
    case 'label':
    case 'transport':
    case 'media':
    case 'host':
    case 'webSocketPath':
    case 'domain':
    case 'user':
    case 'isEnabled':
      return value
  }
}

/**
 * What the company rules of one line. A server that is locked locks where the line connects to, unless that is ruled
 * itself: else a desk could be led around it.
 */
export function lineRules(line: CompanyLine, ruledOf: (key: ManagedKey) => Ruled | undefined): LineRule[] {
  const ruled = (part: LinePart) => ruledOf(`line${line}.${part}`)
  const given = (Object.entries(FIELDS) as [LinePart, LineField][]).flatMap(([part, field]): LineRule[] => {
    const found = ruled(part)
    return found
      ? [{ key: `line${line}.${part}`, field, value: lineValue(field, found.value), isLocked: found.rule === 'locked' }]
      : []
  })
  const has = (field: LineField): boolean => given.some((each) => each.field === field)
  const follow: LineRule[] = []
  const server = ruled('server')
  if (server) {
    const [key, isLocked] = [`line${line}.server` as const, server.rule === 'locked']
    if (!has('host')) follow.push({ key, field: 'host', value: server.value, isLocked })
    if (!has('outboundProxy') && isLocked) follow.push({ key, field: 'outboundProxy', value: null, isLocked })
  }
  const transport = ruled('transport')
  if (transport && !has('media'))
    follow.push({
      key: `line${line}.transport`,
      field: 'media',
      // Read by the schema of that key.
      value: USUAL_MEDIA[transport.value as SipTransport],
      isLocked: false,
    })
  return [...given, ...follow]
}

export interface LineNames {
  readonly osUser: string
  /** `null`: nobody is signed in, or by another way than a password. */
  readonly login: string | null
}

/** `null`: something in it is not known here, or is no name of a line. */
export function fillNames(template: string, { osUser, login }: LineNames): string | null {
  const filled = template.replace(/\{(osUser|login)\}/g, (_whole, name: string) =>
    name === 'osUser' ? osUser : (login?.split('@')[0] ?? ' '),
  )
  return /^[^\s@]{1,128}$/.test(filled) ? filled : null
}
