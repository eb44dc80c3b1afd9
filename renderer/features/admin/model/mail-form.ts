import { mailSettings, type MailView, type SaveMailRequest } from '#shared/contract/mail-admin'
import { isLoopback, isMailAddress, type MailSecurity, type MailSettings } from '#shared/domain/mail'
import { err, ok, type Result } from '#shared/lib/result'

/** The mail server as it is typed. */
export interface MailForm {
  readonly host: string
  readonly port: string
  readonly security: MailSecurity
  readonly user: string
  /** `''`: the kept one. */
  readonly password: string
  readonly senderAddress: string
  readonly senderName: string
}

export type MailProblem = 'required' | 'notHost' | 'notPort' | 'onlyLocal' | 'notAddress' | 'passwordNeeded' | 'invalid'
export type MailErrors = Partial<Record<keyof MailForm, MailProblem>>

/** Where servers listen as a rule. */
const PORTS: Readonly<Record<MailSecurity, string>> = { startTls: '587', tls: '465', none: '25' }

export function mailFormOf(settings: MailSettings | null): MailForm {
  if (!settings)
    return {
      host: '',
      port: PORTS.startTls,
      security: 'startTls',
      user: '',
      password: '',
      senderAddress: '',
      senderName: '',
    }
  return { ...settings, port: String(settings.port), password: '' }
}

/** The port goes along while it is the usual one. */
export function withSecurity(form: MailForm, security: MailSecurity): MailForm {
  return { ...form, security, port: form.port === PORTS[form.security] ? PORTS[security] : form.port }
}

export function parseMailForm(form: MailForm, kept: MailView): Result<SaveMailRequest, MailErrors> {
  const errors: MailErrors = {}
  const host = form.host.trim()
  const user = form.user.trim()
  const senderAddress = form.senderAddress.trim()
  if (host === '') errors.host = 'required'
  else if (/\s|\/|@/.test(host)) errors.host = 'notHost'
  if (!/^\d{1,5}$/.test(form.port.trim()) || Number(form.port) < 1 || Number(form.port) > 65_535)
    errors.port = 'notPort'
  if (form.security === 'none' && !isLoopback(host)) errors.security = 'onlyLocal'
  if (senderAddress === '') errors.senderAddress = 'required'
  else if (!isMailAddress(senderAddress)) errors.senderAddress = 'notAddress'
  const isSame = kept.hasPassword && kept.settings?.host === host && kept.settings.user === user
  if (user !== '' && form.password === '' && !isSame) errors.password = 'passwordNeeded'
  if (Object.keys(errors).length > 0) return err(errors)
  const { security, senderName } = form
  const parsed = mailSettings.safeParse({ host, port: Number(form.port), security, user, senderAddress, senderName })
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0]
    return err({
      [field === 'user' || field === 'senderName' ? field : 'host']: field === 'host' ? 'notHost' : 'invalid',
    })
  }
  return ok({ settings: parsed.data, password: form.password === '' ? null : form.password })
}
