import { textLength } from './capabilities'

/**
 * The company's own chat: what an administrator sets and what a visitor may say. A visitor is whoever opened the icon on
 * a site or was given a link.
 */
export interface SiteSettings {
  /** Whom the visitor talks to. */
  readonly company: string
  /** Stands above an empty conversation; `''`: nothing. */
  readonly greeting: string
  /** Origins on which the icon works (`https://company.ru`). */
  readonly sites: readonly string[]
  /** Where browsers outside this computer reach the hub; `null`: nowhere but here. */
  readonly publicUrl: string | null
}

export interface SiteLink {
  readonly id: string
  /** The person it was made for. */
  readonly name: string
  readonly createdAtMs: number
  readonly expiresAtMs: number | null
  readonly lastUsedAtMs: number | null
}

export const SITE_TEXT_LENGTH = 10_000
export const SITE_FILE_BYTES = 20 * 1024 * 1024
export const SITE_IMAGE_PIXELS = 50_000_000
/** What a browser shows by itself and nothing runs in. */
export const SITE_IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const

/** Spec M14: how long after the last sign of it somebody counts as typing, and how often a sign is given. */
export const TYPING_SHOWN_MS = 5000
export const TYPING_EVERY_MS = 2000

/** `tooMany`: too quick; the same again later is welcome. `closed`: the company left the conversation. */
export type SayRefusal = 'empty' | 'tooLong' | 'fileMissing' | 'blocked' | 'closed' | 'unknownConversation' | 'tooMany'

/** Why a visitor's page did not take a call: `declined` by the person, the rest by the browser. */
export type PageCallRefusal = 'declined' | 'noMicrophone' | 'microphoneRefused' | 'mediaFailed'

/** Letters that show nothing are no text. */
export function isBlank(text: string): boolean {
  return text.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]/gu, '') === ''
}

export function textRefusal(text: string): Extract<SayRefusal, 'empty' | 'tooLong'> | null {
  if (isBlank(text)) return 'empty'
  return textLength(text) > SITE_TEXT_LENGTH ? 'tooLong' : null
}

/** A name in one line, without what is invisible or turns the order of letters round. */
export function plainName(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120)
}

/** A site as browsers name it in `Origin`; `null`: it is no address of a site. */
export function originOf(address: string): string | null {
  const found = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?(?:\/.*)?$/i.exec(address.trim())
  if (!found) return null
  const [, scheme = '', host = '', port = ''] = found
  const isDefault = (scheme.toLowerCase() === 'https' ? ':443' : ':80') === port
  return `${scheme}://${host}${isDefault ? '' : port}`.toLowerCase()
}
