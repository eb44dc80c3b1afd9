import type { BodyListener, PhoneBody } from './phone-body'

/** One request to the phone’s control, as its web server sees it. */
export interface ControlRequest {
  /** With its query. */
  readonly path: string
  readonly authorization: string | undefined
  readonly fromAddress: string
}

/** `silence`: the phone takes the request and does not answer, as with a question on its display. */
export type ControlAnswer =
  | {
      readonly status: number
      readonly body: string
      readonly contentType?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  | 'silence'

/** How the phone calls an address of its Action URLs. */
export type SendActionUrl = (url: string) => void

/** What a test or a person changes of a phone besides its calls. */
export interface PhoneSettings {
  user: string
  password: string
  /** Who may control it: addresses, `*` for an octet, `any`; empty refuses everybody, as a new Yealink does. */
  allowed: string
  /** A first request from an address asks a human: `null` no question; else what the asking side gets meanwhile. */
  prompt: 'silent' | 'refused' | null
  /** URLs by the model’s own names of events. */
  actionUrls: Readonly<Record<string, string>>
}

export interface SandboxPhone {
  readonly body: PhoneBody
  readonly settings: PhoneSettings
  readonly handle: (request: ControlRequest) => ControlAnswer
  /** A human presses «Allow» on the display; what was asked meanwhile is not made up for. */
  readonly allow: () => void
  /** Its provisioning file, as the phone would read it; throws where the model has none. */
  readonly provision: (text: string) => void
}

export interface SandboxPhoneOptions {
  readonly address: string
  readonly send: SendActionUrl
  readonly settings?: Partial<PhoneSettings>
  /** The line that the telephone hangs on, where there is one: it does what the phone does. */
  readonly onHappening?: BodyListener
}

export function isAllowedAddress(allowed: string, address: string): boolean {
  return allowed
    .split(',')
    .map((each) => each.trim())
    .some((each) => each === 'any' || (each !== '' && matches(each, address)))
}

function matches(pattern: string, address: string): boolean {
  const octets = address.split('.')
  const wanted = pattern.split('.')
  return wanted.length === octets.length && wanted.every((octet, at) => octet === '*' || octet === octets[at])
}

function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/** `$name` of the known variables; what a model does not know stays as it is written. */
export function fillIn(url: string, values: Readonly<Record<string, string>>): string {
  return url.replace(/\$(\w+)/g, (written, name: string) => values[name] ?? written)
}

/** Who may and who signs in; `null`: this one. */
export function refusalOf(request: ControlRequest, settings: PhoneSettings): ControlAnswer | null {
  if (!isAllowedAddress(settings.allowed, request.fromAddress)) return FORBIDDEN
  return request.authorization === basicAuthorization(settings.user, settings.password) ? null : UNAUTHORIZED
}

const UNAUTHORIZED: ControlAnswer = {
  status: 401,
  body: 'Unauthorized',
  headers: { 'www-authenticate': 'Basic realm="phone"' },
}
export const FORBIDDEN: ControlAnswer = { status: 403, body: 'Forbidden' }
export const NOT_FOUND: ControlAnswer = { status: 404, body: 'Not Found' }
export const OK: ControlAnswer = { status: 200, body: '' }
