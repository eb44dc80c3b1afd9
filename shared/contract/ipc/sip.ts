import { z } from 'zod'

import {
  MAX_AUTHORITY_CHARACTERS,
  type AuthorityProblem,
  type CertificateAuthority,
} from '../../domain/certificate-authority'
import {
  isPickupCode,
  parseHostPort,
  type Registration,
  type SipAccount,
  type SipTestStep,
} from '../../domain/sip-account'
import type { LineMessage } from '../../domain/line-message'
import type { VoiceMail } from '../../domain/message-summary'
import { defineContract, event, nothing, request, resultOf } from '../define'
import { sipAccountId } from '../ids'

export const sipFailure = z.enum([
  'hostNotFound',
  'connectionRefused',
  'timedOut',
  'proxyFailed',
  'proxyWantsLogin',
  'certificateRefused',
  'certificateExpired',
  'certificateOtherHost',
  'authorityUnreadable',
  'notWebSocket',
  'notTls',
  'notSip',
  'wrongPassword',
  'userUnknown',
  'forbidden',
  'serverBusy',
  'serverError',
  'connectionLost',
  'unsupportedDigest',
  'userMissing',
  'passwordMissing',
  'soundWantsWebrtc',
  'soundWantsRtp',
  'soundWantsSrtp',
  'soundRefused',
])

export const sipTransport = z.enum(['ws', 'wss', 'tcp', 'tls', 'udp'])

export const sipMedia = z.enum(['webrtc', 'rtp', 'srtp'])

export const sipAccount = z.object({
  id: sipAccountId,
  label: z.string().max(80),
  transport: sipTransport,
  /** Accounts of before this could be chosen spoke WebRTC. */
  media: sipMedia.default('webrtc'),
  host: z.string(),
  port: z.number().int().nullable(),
  outboundProxy: z.string().nullable(),
  webSocketPath: z.string(),
  domain: z.string(),
  user: z.string(),
  authUser: z.string().nullable(),
  displayName: z.string().nullable(),
  pickupCode: z.string().nullable(),
  isEnabled: z.boolean(),
  pinnedFingerprint: z.string().nullable(),
  authorityPem: z.string().nullable(),
  hasPassword: z.boolean(),
}) satisfies z.ZodType<SipAccount>

/** The form as submitted. `password: null` keeps the stored one. */
export const sipAccountInput = z.object({
  id: sipAccountId,
  label: z.string().trim().max(80),
  transport: sipTransport,
  media: sipMedia,
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65535).nullable(),
  outboundProxy: z
    .string()
    .trim()
    .refine((text) => parseHostPort(text) !== null, 'expected host or host:port')
    .nullable(),
  webSocketPath: z.string().trim().startsWith('/').max(200),
  domain: z.string().trim().min(1).max(253),
  user: z.string().trim().min(1).max(128),
  authUser: z.string().trim().max(128).nullable(),
  displayName: z.string().trim().max(80).nullable(),
  pickupCode: z.string().trim().refine(isPickupCode, 'expected digits, * and #').nullable(),
  isEnabled: z.boolean(),
  pinnedFingerprint: z.string().max(128).nullable(),
  authorityPem: z.string().max(MAX_AUTHORITY_CHARACTERS).nullable(),
  password: z.string().min(1).max(256).nullable(),
})
export type SipAccountInput = z.output<typeof sipAccountInput>

const epochMs = z.number()

const certificateAuthority = z.object({
  subject: z.string(),
  validUntilMs: epochMs,
}) satisfies z.ZodType<CertificateAuthority>

const authorityProblem = z.enum([
  'notCertificate',
  'privateKey',
  'notAuthority',
  'expired',
  'notYetValid',
  'tooLarge',
]) satisfies z.ZodType<AuthorityProblem>
const detail = z.string().nullable()

export const registration = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('registering') }),
  z.object({ kind: z.literal('registered'), expiresAtMs: epochMs }),
  z.object({ kind: z.literal('waiting'), reason: sipFailure, detail, retryAtMs: epochMs }),
  z.object({ kind: z.literal('stopped'), reason: sipFailure, detail }),
]) satisfies z.ZodType<Registration>

const step = z.object({
  layer: z.enum(['dns', 'connect', 'tls', 'webSocket', 'sip', 'register', 'sound']),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('passed'), ms: z.number(), detail }),
    z.object({ kind: z.literal('failed'), reason: sipFailure, detail }),
    z.object({ kind: z.literal('skipped') }),
  ]),
}) satisfies z.ZodType<SipTestStep>

/** What the PBX last said of the line's voice mail; `null`: nothing. */
const voiceMail = z.object({ isWaiting: z.boolean(), newCount: z.number().int().nullable() }).nullable()

/** A text that came to a line (`shared/domain/line-message`). */
export const lineMessage = z.object({
  id: z.uuid(),
  accountId: sipAccountId,
  number: z.string(),
  name: z.string().nullable(),
  text: z.string(),
  receivedAtMs: epochMs,
}) satisfies z.ZodType<LineMessage>

const line = z.object({ account: sipAccount, registration, voiceMail }) satisfies z.ZodType<{
  readonly voiceMail: VoiceMail | null
}>
export type SipLine = z.output<typeof line>

/** Keys of the policy that forbid it; nothing was done. */
const lineLocked = z.object({ reason: z.literal('locked'), keys: z.array(z.string()) })

export const sip = defineContract('sip', {
  listLines: request(nothing, z.array(line)),
  linesChanged: event(z.array(line)),
  /** Newest first. */
  listMessages: request(nothing, z.array(lineMessage)),
  messagesChanged: event(z.array(lineMessage)),
  saveAccount: request(
    sipAccountInput,
    resultOf(
      sipAccount,
      z.discriminatedUnion('reason', [
        z.object({ reason: z.literal('passwordMissing') }),
        z.object({ reason: z.literal('authorityRefused'), problem: authorityProblem }),
        lineLocked,
      ]),
    ),
  ),
  /** Says of a file, before it is saved, whose authority it is or why it is none. */
  readAuthority: request(z.object({ pem: z.string() }), resultOf(certificateAuthority, authorityProblem)),
  removeAccount: request(z.object({ id: sipAccountId }), resultOf(z.null(), lineLocked)),
  /** Tries the connection at once, whatever the waiting time. */
  retryNow: request(z.object({ id: sipAccountId }), nothing),
  /** Walks the layers without saving; `testProgress` events name the same `testId`. */
  testAccount: request(z.object({ testId: z.uuid(), account: sipAccountInput }), z.array(step)),
  testProgress: event(z.object({ testId: z.uuid(), steps: z.array(step) })),
})
export type SipContract = typeof sip
