/** Letters that Otklik sends by itself, through a mail server that administrators name. */
export const MAIL_SECURITIES = ['startTls', 'tls', 'none'] as const
/** `startTls`: begins in the open and goes on encrypted. `none`: only to a server on the same computer. */
export type MailSecurity = (typeof MAIL_SECURITIES)[number]

export interface MailSettings {
  readonly host: string
  readonly port: number
  readonly security: MailSecurity
  /** `''`: the server asks for no login. */
  readonly user: string
  readonly senderAddress: string
  readonly senderName: string
}

/**
 * How far a letter came: `message`, the server has read it and refused it; `lost`, the line broke while it was handed
 * over, so that nobody knows.
 */
export const MAIL_LAYERS = ['dns', 'connection', 'tls', 'login', 'sender', 'recipient', 'message', 'lost'] as const
export type MailLayer = (typeof MAIL_LAYERS)[number]

export type MailLanguage = 'ru' | 'en'

const MAX_ADDRESS = 254
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u

/** An address in one piece, as `anna@mail.ru`: no name, no list, nothing that could begin another line of a letter. */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  if (at < 1 || at > 64 || text.length > MAX_ADDRESS) return false
  const labels = text.slice(at + 1).split('.')
  return LOCAL_PART.test(text.slice(0, at)) && labels.length > 1 && labels.every((label) => LABEL.test(label))
}

export function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i.test(host)
}
