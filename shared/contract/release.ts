import { z } from 'zod'

import { RELEASE_ARCHITECTURES, RELEASE_FORMS, type Release } from '../domain/updates/release'
import { isVersion } from '../domain/updates/version'

/** The first line of a release file: what it is, and the signature over this word, a line break and all that follows. */
const HEAD = /^otklik-release-1 ([A-Za-z0-9+/]{85}[AQgw]==)$/
const SIGNED_WORD = 'otklik-release-1'
const LARGEST_FILE = 4 * 1024 ** 3

export const RELEASE_FILE_BYTES = 256 * 1024

export const channelName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'expected small letters, digits and hyphens')

const file = z.object({
  form: z.enum(RELEASE_FORMS),
  arch: z.enum(RELEASE_ARCHITECTURES),
  /** Beside the release file: no folder, nothing hidden. */
  name: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._ +-]*$/, 'expected the name of a file'),
  size: z.number().int().min(1).max(LARGEST_FILE),
  sha512: z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/, 'expected a SHA-512 in Base64'),
})

export const release = z.object({
  channel: channelName,
  publishedAtMs: z.number().int().positive(),
  validUntilMs: z.number().int().positive().optional(),
  version: z.string().refine(isVersion, 'expected a version such as 1.2.3'),
  rolloutPercent: z.number().min(0).max(100),
  notes: z.object({ ru: z.string().max(2000), en: z.string().max(2000) }),
  files: z.array(file).min(1).max(32),
}) satisfies z.ZodType<Release>

export function releaseFileName(channel: string): string {
  return `${channel}.release`
}

/** What is signed for this body. */
export function signedText(body: string): string {
  return `${SIGNED_WORD}\n${body}`
}

export function writeReleaseFile(body: string, signature: string): string {
  return `${SIGNED_WORD} ${signature}\n${body}`
}

/** `null`: this is no release file. Nothing of the body counts before its signature does. */
export function splitReleaseFile(text: string): { readonly signature: string; readonly body: string } | null {
  const end = text.indexOf('\n')
  const signature = end < 0 ? undefined : HEAD.exec(text.slice(0, end))?.[1]
  return signature === undefined ? null : { signature, body: text.slice(end + 1) }
}
