import type { SipAccountInput } from '#shared/contract/ipc/sip'
import type { SipAccountId } from '#shared/domain/ids'
import {
  isPickupCode,
  parseHostPort,
  USUAL_MEDIA,
  USUAL_PORTS,
  type SipAccount,
  type SipMedia,
  type SipTransport,
} from '#shared/domain/sip-account'
import { err, ok, type Result } from '#shared/lib/result'

/** The form as typed: every field is text, so that nothing typed is lost to an error. */
export interface SipForm {
  readonly id: SipAccountId
  readonly label: string
  readonly transport: SipTransport
  readonly media: SipMedia
  readonly host: string
  readonly port: string
  readonly outboundProxy: string
  readonly webSocketPath: string
  readonly domain: string
  readonly user: string
  readonly authUser: string
  readonly displayName: string
  readonly pickupCode: string
  readonly password: string
  readonly hasPassword: boolean
  readonly isEnabled: boolean
  readonly pinnedFingerprint: string | null
  readonly authorityPem: string | null
}

export type SipField =
  | 'label'
  | 'host'
  | 'port'
  | 'outboundProxy'
  | 'webSocketPath'
  | 'domain'
  | 'user'
  | 'authUser'
  | 'displayName'
  | 'pickupCode'
  | 'password'
export type FieldError =
  'required' | 'host' | 'user' | 'port' | 'hostPort' | 'path' | 'code' | 'tooLong' | 'passwordMissing'
export type SipFormErrors = Readonly<Partial<Record<SipField, FieldError>>>

export const MAX_LENGTHS: Readonly<Partial<Record<SipField, number>>> = {
  label: 80,
  host: 253,
  domain: 253,
  user: 128,
  authUser: 128,
  displayName: 80,
  webSocketPath: 200,
  outboundProxy: 260,
  password: 256,
}

const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)$/i
const MAX_PORT = 65535

export function emptyForm(id: SipAccountId): SipForm {
  return {
    id,
    label: '',
    transport: 'wss',
    media: USUAL_MEDIA.wss,
    host: '',
    port: '',
    outboundProxy: '',
    webSocketPath: '/',
    domain: '',
    user: '',
    authUser: '',
    displayName: '',
    pickupCode: '',
    password: '',
    hasPassword: false,
    isEnabled: true,
    pinnedFingerprint: null,
    authorityPem: null,
  }
}

export function formOf(account: SipAccount): SipForm {
  return {
    ...account,
    port: account.port === null ? '' : String(account.port),
    outboundProxy: account.outboundProxy ?? '',
    authUser: account.authUser ?? '',
    displayName: account.displayName ?? '',
    pickupCode: account.pickupCode ?? '',
    password: '',
  }
}

/** A stored account with only its switch changed; the stored password stays. */
export function inputOf({ hasPassword: _hasPassword, ...kept }: SipAccount, isEnabled: boolean): SipAccountInput {
  return { ...kept, isEnabled, password: null }
}

export function usesWebSocket(transport: SipTransport): boolean {
  return transport === 'ws' || transport === 'wss'
}

/** TLS, whose certificates somebody has to vouch for. */
export function usesTls(transport: SipTransport): boolean {
  return transport === 'tls' || transport === 'wss'
}

/** A usual port and a kind of sound that nobody chose follow the transport. */
export function withTransport(form: SipForm, transport: SipTransport): SipForm {
  const isUsual = form.port.trim() === String(USUAL_PORTS[form.transport])
  const media = form.media === USUAL_MEDIA[form.transport] ? USUAL_MEDIA[transport] : form.media
  return { ...form, transport, media, port: isUsual ? '' : form.port }
}

const TRANSPORT_PARAMETER = /;transport=(ws|wss|tcp|tls|udp)\b/i

/**
 * `user@domain`, `sip:user@domain:5061;transport=tls` or `wss://host:7443/ws` put into any address field fills
 * what it names and leaves the rest. `null` when the text is none of these.
 */
export function withAddress(form: SipForm, text: string): SipForm | null {
  const trimmed = text.trim()
  const webSocket = /^(wss?):\/\/(\[[^\]]+\]|[^\s/:]+)(?::(\d{1,5}))?(\/\S*)?$/i.exec(trimmed)
  if (webSocket) {
    const [, scheme, host = '', port, path] = webSocket
    const transport: SipTransport = scheme?.toLowerCase() === 'ws' ? 'ws' : 'wss'
    const base = withTransport(form, transport)
    return { ...base, host, port: port ?? '', webSocketPath: path ?? '/' }
  }
  const address = /^<?(?:sips?:)?([^\s@:;<>]+)@(\[[^\]]+\]|[^\s@:;<>]+)(?::(\d{1,5}))?(;[^\s>]*)?>?$/i.exec(trimmed)
  if (!address) return null
  const [, user = '', domain = '', port, parameters = ''] = address
  const named = TRANSPORT_PARAMETER.exec(parameters)?.[1]?.toLowerCase() as SipTransport | undefined
  const base = named ? withTransport(form, named) : form
  const hostFollowed = form.host === '' || form.host === form.domain
  return { ...base, user, domain, host: hostFollowed ? domain : form.host, port: port ?? base.port }
}

/** Of every account at MANGO OFFICE that was seen: the domain is the server, UDP, plain RTP with G.711. */
const MANGO_PORT = '5060'
const MANGO_DOMAIN = 'mangosip.ru'

/** The line of an employee of MANGO OFFICE; login, password and the product's own domain are still to be typed. */
export function mangoForm(form: SipForm): SipForm {
  const domain = isOfMango(form.domain) ? form.domain.trim() : ''
  return {
    ...form,
    transport: 'udp',
    media: 'rtp',
    domain,
    host: domain,
    port: MANGO_PORT,
    outboundProxy: '',
    label: form.label.trim() === '' ? 'MANGO OFFICE' : form.label,
  }
}

function isOfMango(domain: string): boolean {
  const host = domain.trim().toLowerCase()
  return host === MANGO_DOMAIN || host.endsWith(`.${MANGO_DOMAIN}`)
}

export function parseSipForm(form: SipForm): Result<SipAccountInput, SipFormErrors> {
  const domain = form.domain.trim()
  const host = form.host.trim() || domain
  const port = form.port.trim() === '' ? null : Number(form.port.trim())
  const outboundProxy = form.outboundProxy.trim() || null
  const pickupCode = form.pickupCode.trim() || null
  const errors: Partial<Record<SipField, FieldError>> = {}
  for (const [field, max] of Object.entries(MAX_LENGTHS) as [SipField, number][]) {
    if (form[field].trim().length > max) errors[field] = 'tooLong'
  }
  if (!form.user.trim()) errors.user = 'required'
  else if (/[\s@]/.test(form.user.trim())) errors.user = 'user'
  if (!domain) errors.domain = 'required'
  else if (!HOST.test(domain)) errors.domain = 'host'
  if (form.host.trim() && !HOST.test(host)) errors.host = 'host'
  if (port !== null && !isPort(form.port.trim())) errors.port = 'port'
  if (outboundProxy !== null && parseHostPort(outboundProxy) === null) errors.outboundProxy = 'hostPort'
  if (pickupCode !== null && !isPickupCode(pickupCode)) errors.pickupCode = 'code'
  if (usesWebSocket(form.transport) && !/^\/\S*$/.test(form.webSocketPath.trim())) errors.webSocketPath = 'path'
  if (!form.password && !form.hasPassword) errors.password = 'passwordMissing'
  if (Object.keys(errors).length > 0) return err(errors)
  return ok({
    id: form.id,
    label: form.label.trim(),
    transport: form.transport,
    media: form.media,
    host,
    port,
    outboundProxy,
    webSocketPath: usesWebSocket(form.transport) ? form.webSocketPath.trim() : '/',
    domain,
    user: form.user.trim(),
    authUser: form.authUser.trim() || null,
    displayName: form.displayName.trim() || null,
    pickupCode,
    isEnabled: form.isEnabled,
    pinnedFingerprint: form.pinnedFingerprint,
    authorityPem: usesTls(form.transport) ? form.authorityPem : null,
    password: form.password || null,
  })
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_PORT
}
