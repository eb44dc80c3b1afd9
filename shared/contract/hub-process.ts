import { z } from 'zod'

/** What main passes to the embedded hub as its first message; secrets never stand in argv or the environment. */
export const hubStart = z.object({
  type: z.literal('start'),
  dataFolder: z.string(),
  /** 0 = any free loopback port. Tried first; if taken, any free one. */
  port: z.number().int().min(0).max(65535),
  /** Made at each launch; every request must carry it. */
  secret: z.string().min(32),
  /** Base64 of 32 bytes that encrypt the channels' tokens at rest (kept by the OS through main). */
  tokenKey: z.string(),
  appVersion: z.string(),
  /** PEM; trusted besides those that everybody trusts: the system's and the company's. */
  authorities: z.array(z.string()).optional(),
  /** What the first start names in: the first team and channel group. */
  language: z.enum(['ru', 'en']).default('ru'),
  /** Demo and tests only: connect this Avito sandbox at first start when no channel exists. */
  demoAvito: z
    .object({
      apiUrl: z.url(),
      consentUrl: z.url(),
      clientId: z.string(),
      clientSecret: z.string(),
      /** Авито Работа of the same account too. */
      hasJobs: z.boolean().optional(),
    })
    .nullable(),
  /** Tests only: people sign in, as at a team's hub. */
  hasSignIn: z.boolean().optional(),
  /** Tests only: push services on this computer may be spoken to, without encryption. */
  allowsLocalPush: z.boolean().optional(),
  /** Demo only: connect this hh.ru sandbox, which consents in the person's stead, where none ever was. */
  demoHh: z
    .object({
      apiUrl: z.url(),
      consentUrl: z.url(),
      clientId: z.string(),
      clientSecret: z.string(),
      contactEmail: z.email(),
    })
    .nullish(),
  /** Demo only: open a site chat at first start when no channel exists. */
  demoSite: z.object({ name: z.string(), company: z.string(), greeting: z.string() }).nullish(),
})
export type HubStart = z.input<typeof hubStart>

/** Beside the database: nothing of it is served any more, a team's hub has it or will have it. */
export const MOVED_FILE = 'moved.json'
/** The hub was called back after that: what waited may have been sent by the other one. */
export const MOVED_BACK_FILE = 'moved-back.json'

export const PASSPHRASE_LENGTH = { min: 12, max: 1000 } as const

/** In place of `start`: everything that the hub has goes into one file, and the process ends. */
export const hubExport = hubStart
  .pick({ dataFolder: true, tokenKey: true, appVersion: true })
  .extend({ type: z.literal('export'), file: z.string(), passphrase: z.string().min(PASSPHRASE_LENGTH.min) })
export type HubExport = z.input<typeof hubExport>

/** How much was taken along; `missingFiles`: attachments that were not there any more. */
export const movedContent = z.object({
  tables: z.number().int(),
  rows: z.number().int(),
  files: z.number().int(),
  missingFiles: z.number().int(),
})

export const hubFailure = z.enum(['folderLocked', 'folderUnwritable', 'diskFull', 'databaseUnusable', 'moved'])

const proxyChallenge = z.object({
  host: z.string(),
  port: z.number().int(),
  realm: z.string(),
  scheme: z.string(),
})
const proxyCredentials = z.object({ user: z.string(), password: z.string() })

/** What main alone knows of the way to a server; each is answered under its `id`. */
export const hubQuestion = z.discriminatedUnion('type', [
  /** By which proxy: the system, its script and the settings say it. */
  z.object({ type: z.literal('askRoute'), id: z.number().int(), url: z.url() }),
  /** Who one is there; `refused`: what was tried last. */
  z.object({
    type: z.literal('askProxyLogin'),
    id: z.number().int(),
    challenge: proxyChallenge,
    refused: proxyCredentials.nullable(),
  }),
])
export type HubQuestion = z.output<typeof hubQuestion>

export const hubToMain = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), port: z.number().int(), databaseSetAside: z.string().nullable() }),
  /** The hub cannot run and ends itself; `reason` is closed, `detail` for the log. */
  z.object({
    type: z.literal('failed'),
    reason: hubFailure,
    detail: z.string(),
  }),
  z.object({ type: z.literal('exported'), content: movedContent }),
  ...hubQuestion.options,
])
export type HubToMain = z.output<typeof hubToMain>

export const answerToHub = z.discriminatedUnion('type', [
  /** As Chromium says it, `PROXY proxy.company.ru:3128;DIRECT`. */
  z.object({ type: z.literal('route'), id: z.number().int(), said: z.string() }),
  /** `null`: nobody says who that is. */
  z.object({ type: z.literal('proxyLogin'), id: z.number().int(), credentials: proxyCredentials.nullable() }),
])
export type AnswerToHub = z.output<typeof answerToHub>

/** `stop` asks for an orderly end: finish writes, sync, exit 0. */
export const mainToHub = z.discriminatedUnion('type', [
  hubStart,
  hubExport,
  z.object({ type: z.literal('stop') }),
  /** Another way to the network is set: what was opened by the one before is no more for new requests. */
  z.object({ type: z.literal('networkChanged') }),
  ...answerToHub.options,
])
export type MainToHub = z.input<typeof mainToHub>
