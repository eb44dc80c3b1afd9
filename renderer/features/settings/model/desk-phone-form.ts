import type { DeskPhoneView } from '#shared/contract/ipc/desk-phone'
import { TRAITS, type DeskPhoneModel } from '#shared/domain/desk-phone/models'
import { err, ok, type Result } from '#shared/lib/result'

/** As typed; nothing typed is lost to an error. */
export interface DeskPhoneForm {
  readonly model: DeskPhoneModel
  readonly address: string
  readonly user: string
  readonly password: string
  readonly hasPassword: boolean
  readonly extension: string
  readonly listenPort: string
  /** Of the certificate that was accepted for this address. */
  readonly fingerprint: string | null
}

export type DeskPhoneField = 'address' | 'user' | 'password' | 'extension' | 'listenPort'
export type DeskPhoneFormErrors = Readonly<Partial<Record<DeskPhoneField, true>>>

export interface DeskPhoneInput {
  readonly model: DeskPhoneModel
  readonly address: string
  readonly isSecure: boolean
  readonly fingerprint: string | null
  readonly user: string
  readonly password: string | null
  readonly extension: string | null
  readonly listenPort: number
}

const USUAL_PORT = '8930'
const SECURE = 'https://'
const FREE_PORTS = { from: 1024, to: 65_535 } as const

export function deskPhoneForm(phone: DeskPhoneView['phone']): DeskPhoneForm {
  if (!phone)
    return {
      model: 'yealink-t31',
      address: '',
      user: 'admin',
      password: '',
      hasPassword: false,
      extension: '',
      listenPort: USUAL_PORT,
      fingerprint: null,
    }
  const { model, user, hasPassword, fingerprint } = phone
  const address = phone.isSecure ? `${SECURE}${phone.address}` : phone.address
  const [extension, listenPort] = [phone.extension ?? '', String(phone.listenPort)]
  return { model, address, user, password: '', hasPassword, extension, listenPort, fingerprint }
}

/** Another address is another phone: whose certificate was accepted there, is not yet known. */
export function withAddress(form: DeskPhoneForm, address: string): DeskPhoneForm {
  return { ...form, address, fingerprint: address === form.address ? form.fingerprint : null }
}

export function parseDeskPhoneForm(form: DeskPhoneForm): Result<DeskPhoneInput, DeskPhoneFormErrors> {
  const errors: Partial<Record<DeskPhoneField, true>> = {}
  const address = form.address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '')
  const isSecure = form.address.trim().toLowerCase().startsWith(SECURE)
  const extension = form.extension.trim()
  const user = form.user.trim()
  const listenPort = Number(form.listenPort.trim())
  if (!isAddress(address)) errors.address = true
  if (!user && TRAITS[form.model].hasUser) errors.user = true
  if (!form.password && !form.hasPassword) errors.password = true
  if (extension && !/^[0-9*#]{1,32}$/.test(extension)) errors.extension = true
  if (!Number.isInteger(listenPort) || listenPort < FREE_PORTS.from || listenPort > FREE_PORTS.to)
    errors.listenPort = true
  if (Object.keys(errors).length > 0) return err(errors)
  return ok({
    model: form.model,
    address,
    isSecure,
    fingerprint: isSecure ? form.fingerprint : null,
    user,
    password: form.password || null,
    extension: extension || null,
    listenPort,
  })
}

function isAddress(text: string): boolean {
  const [ip = '', port = '80', ...more] = text.split(':')
  const octets = ip.split('.')
  const isIp = octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)
  return isIp && more.length === 0 && /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= FREE_PORTS.to
}
