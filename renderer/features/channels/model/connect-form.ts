import { accessTo, type PlatformKind } from '#shared/domain/channel-platform'
import { err, ok, type Result } from '#shared/lib/result'

import type { ConnectRequest } from './hub-rest'

export interface ConnectForm {
  readonly name: string
  readonly mode: 'own' | 'partner'
  readonly clientId: string
  readonly clientSecret: string
  readonly apiUrl: string
  readonly consentUrl: string
  readonly contactEmail: string
}

export type ConnectField = 'name' | 'clientId' | 'clientSecret' | 'apiUrl' | 'consentUrl' | 'contactEmail'
export type ConnectError = 'required' | 'tooLong' | 'url' | 'email'
export type ConnectErrors = Readonly<Partial<Record<ConnectField, ConnectError>>>

export const CONNECT_MAX_LENGTHS = { name: 80, clientId: 200, clientSecret: 400 } as const

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

const EMAIL = /^[^\s@()]+@[^\s@()]+\.[^\s@()]+$/
const MAX_EMAIL_LENGTH = 200

export function emptyConnectForm(name: string, kind: PlatformKind): ConnectForm {
  const { apiUrl, consentUrl, modes } = accessTo(kind)
  return { name, mode: modes[0] ?? 'partner', clientId: '', clientSecret: '', apiUrl, consentUrl, contactEmail: '' }
}

export function parseConnectForm(
  form: ConnectForm,
  place: Pick<ConnectRequest, 'kind' | 'groupId'>,
): Result<ConnectRequest, ConnectErrors> {
  const errors: Partial<Record<ConnectField, ConnectError>> = {}
  for (const [field, max] of Object.entries(CONNECT_MAX_LENGTHS) as [keyof typeof CONNECT_MAX_LENGTHS, number][]) {
    const value = form[field].trim()
    if (!value) errors[field] = 'required'
    else if (value.length > max) errors[field] = 'tooLong'
  }
  for (const field of ['apiUrl', 'consentUrl'] as const) {
    if (!isSafeAddress(form[field].trim())) errors[field] = 'url'
  }
  const contactEmail = accessTo(place.kind).hasContact ? form.contactEmail.trim() : null
  if (contactEmail === '') errors.contactEmail = 'required'
  else if (contactEmail !== null && (!EMAIL.test(contactEmail) || contactEmail.length > MAX_EMAIL_LENGTH))
    errors.contactEmail = 'email'
  if (Object.keys(errors).length > 0) return err(errors)
  return ok({
    ...place,
    name: form.name.trim(),
    mode: form.mode,
    clientId: form.clientId.trim(),
    clientSecret: form.clientSecret.trim(),
    apiUrl: form.apiUrl.trim(),
    consentUrl: form.consentUrl.trim(),
    ...(contactEmail === null ? {} : { contactEmail }),
  })
}

function isSafeAddress(text: string): boolean {
  let url: URL
  try {
    url = new URL(text)
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
}
