import { readFileSync } from 'node:fs'

import { z } from 'zod'

import { describeError } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'

import { TEAM_RESERVE_MB } from '../files/disk-room'
import { parseUrl } from '../parse-url'

const KEY_BYTES = 32

const isPostgresUrl = (value: string) => {
  const url = parseUrl(value)
  return url !== null && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1
}
const isWebAddress = (value: string) => {
  const url = parseUrl(value)
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1'))
}
const wholeNumber = (min: number, max: number, meaning: string) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `${meaning}: expected a whole number from ${String(min)} to ${String(max)}`,
    })
    .transform(Number)

/** What a team's hub is told by its environment; each secret may also stand in the file that `NAME_FILE` names. */
const teamConfig = z.object({
  DATABASE_URL: z
    .string({ error: 'expected the address of the database: postgresql://user:password@host:5432/otklik' })
    .refine(isPostgresUrl, { error: 'expected postgresql://user:password@host:5432/database' }),
  DATABASE_POOL: wholeNumber(2, 200, 'connections to the database').default(10),
  OTKLIK_TOKEN_KEY: z
    .string({ error: 'expected base64 of 32 bytes, the same at every start: openssl rand -base64 32' })
    .refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES, {
      error: 'expected base64 of exactly 32 bytes: openssl rand -base64 32',
    }),
  OTKLIK_DATA_FOLDER: z
    .string({ error: 'expected a folder for attachments, common to all hubs of one database' })
    .min(1),
  OTKLIK_PORT: wholeNumber(1, 65_535, 'port').default(8480),
  OTKLIK_DISK_RESERVE_MB: wholeNumber(0, 10_000_000, 'megabytes of the disk that stay free').default(TEAM_RESERVE_MB),
  OTKLIK_LANGUAGE: z.enum(['ru', 'en'], { error: 'expected ru or en' }).default('ru'),
  OTKLIK_PUBLIC_URL: z
    .string()
    .refine(isWebAddress, { error: 'expected the address of the proxy: https://…' })
    .optional(),
  OTKLIK_OIDC_ISSUER: z
    .string()
    .refine(isWebAddress, { error: 'expected the address of the provider: https://…' })
    .optional(),
  OTKLIK_OIDC_CLIENT_ID: z.string().optional(),
  OTKLIK_OIDC_CLIENT_SECRET: z.string().optional(),
  OTKLIK_OIDC_NAME: z
    .string()
    .max(40, { error: 'expected at most 40 characters for a button' })
    .default('OpenID Connect'),
})
export type TeamConfig = z.output<typeof teamConfig>

const SECRETS = ['DATABASE_URL', 'OTKLIK_TOKEN_KEY', 'OTKLIK_OIDC_CLIENT_SECRET'] as const
/** Each needs the others. */
const OF_PROVIDER = [
  'OTKLIK_OIDC_ISSUER',
  'OTKLIK_OIDC_CLIENT_ID',
  'OTKLIK_OIDC_CLIENT_SECRET',
  'OTKLIK_PUBLIC_URL',
] as const

/** Or every problem, each with the name of its variable; no value is repeated. */
export function readTeamConfig(
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Result<TeamConfig, readonly string[]> {
  const problems: string[] = []
  const given: Record<string, string | undefined> = {}
  // An empty variable is one that was not set.
  for (const name of Object.keys(teamConfig.shape))
    given[name] = environment[name] === '' ? undefined : environment[name]
  for (const name of SECRETS) {
    const path = environment[`${name}_FILE`]
    if (path === undefined || path === '') continue
    if (given[name] !== undefined) problems.push(`${name}: given twice, by itself and by ${name}_FILE; keep one`)
    try {
      given[name] = readFile(path).trim()
    } catch (error) {
      problems.push(`${name}_FILE: the file cannot be read (${describeError(error)})`)
    }
  }
  if (given['OTKLIK_OIDC_ISSUER'] !== undefined)
    for (const name of OF_PROVIDER)
      if (given[name] === undefined) problems.push(`${name}: expected, because OTKLIK_OIDC_ISSUER is given`)
  const parsed = teamConfig.safeParse(given)
  if (!parsed.success) {
    const unread = (name: string) => problems.some((problem) => problem.startsWith(`${name}_FILE`))
    for (const { path, message } of parsed.error.issues) {
      const name = path.join('.')
      if (!unread(name)) problems.push(`${name}: ${message}`)
    }
  }
  return parsed.success && problems.length === 0 ? ok(parsed.data) : err(problems)
}

/** Where people may sign in besides; `undefined`: nowhere. */
export function providerOf(config: TeamConfig) {
  const { OTKLIK_OIDC_ISSUER: issuer, OTKLIK_OIDC_CLIENT_ID: clientId } = config
  const { OTKLIK_OIDC_CLIENT_SECRET: clientSecret, OTKLIK_PUBLIC_URL: publicUrl, OTKLIK_OIDC_NAME: name } = config
  if (!issuer || !clientId || !clientSecret || !publicUrl) return undefined
  return { issuer, clientId, clientSecret, publicUrl, name }
}
