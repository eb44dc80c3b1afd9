import { z } from 'zod'

import {
  TELEPHONY_FAILURES,
  type LiveCall,
  type PbxEmployee,
  type Telephony,
  type TelephonyRequest,
} from '../domain/telephony'
import { agentId, callId, chatId, commandId } from './ids'

const epochMs = z.number().int()
const failure = z.enum(TELEPHONY_FAILURES)

export const pbxEmployee = z.object({
  extension: z.string(),
  name: z.string(),
  agentId: agentId.nullable(),
}) satisfies z.ZodType<PbxEmployee>

const liveCall = z.object({
  id: callId,
  chatId: chatId.nullable(),
  direction: z.enum(['incoming', 'outgoing']),
  number: z.string(),
  extension: z.string().nullable(),
  phase: z.enum(['ringing', 'talking', 'held']),
  startedAtMs: epochMs,
}) satisfies z.ZodType<LiveCall>

const request = z.object({
  id: commandId,
  kind: z.enum(['callBack', 'hangUp', 'transfer']),
  by: agentId,
  number: z.string(),
  atMs: epochMs,
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['waiting', 'accepted', 'done']) }),
    z.object({ kind: z.literal('failed'), reason: failure, code: z.number().int().nullable() }),
  ]),
}) satisfies z.ZodType<TelephonyRequest>

export const telephony = z.object({
  provider: z.string(),
  capabilities: z.object({ callBack: z.boolean(), hangUp: z.boolean(), transfer: z.boolean() }),
  employees: z.array(pbxEmployee).readonly(),
  liveCalls: z.array(liveCall).readonly(),
  requests: z.array(request).readonly(),
}) satisfies z.ZodType<Telephony>

/** The PBX as administrators set it (REST of the desk). Plain HTTP only within this computer. */
export const MANGO_API_URL = 'https://app.mango-office.ru/vpbx'
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/
const apiUrl = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .refine((url) => url.startsWith('https://') || LOOPBACK.test(url), 'https, or http to this computer only')
  .transform((url) => url.replace(/\/+$/, ''))
const key = z.string().trim().min(1).max(200)

export const saveTelephonyRequest = z.object({
  apiUrl,
  /** `null`: the kept ones stay, where the address stays. */
  keys: z.object({ apiKey: key, apiSalt: key }).nullable(),
  /** Which employee is who. */
  people: z.array(z.object({ extension: z.string().min(1).max(50), agentId })).max(5000),
})
export type SaveTelephonyRequest = z.output<typeof saveTelephonyRequest>

export const testTelephonyRequest = saveTelephonyRequest.pick({ apiUrl: true, keys: true })
export type TestTelephonyRequest = z.output<typeof testTelephonyRequest>

/** Neither key nor salt ever comes back. */
export const telephonyView = z.object({
  connection: z
    .object({
      apiUrl: z.string(),
      employees: z.array(pbxEmployee).readonly(),
      /** When the PBX last told of a call by itself since the hub runs; `null`: not yet. */
      lastEventAtMs: epochMs.nullable(),
      /** Up to here the calls were compared with the PBX's statistics. */
      comparedToMs: epochMs,
      problem: failure.nullable(),
    })
    .nullable(),
  /** What the PBX's cabinet is to be given as the address of the external system, as seen from this computer. */
  eventUrl: z.string(),
})
export type TelephonyView = z.output<typeof telephonyView>

/** `detail`: the code or the HTTP status of the answer, or the system's own words. */
export const testTelephonyReply = z.object({
  employees: z.number().int(),
  failure: z.object({ reason: failure, detail: z.string() }).nullable(),
})
export type TestTelephonyReply = z.output<typeof testTelephonyReply>
