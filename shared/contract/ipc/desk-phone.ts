import { z } from 'zod'

import type {
  CommandRefusal,
  DeskCall,
  DeskPhoneCommand,
  ExpectationKind,
} from '../../domain/desk-phone/desk-phone-state'
import { DESK_PHONE_MODELS } from '../../domain/desk-phone/models'
import { defineContract, event, nothing, request, resultOf } from '../define'
import { callId } from '../ids'
import { phoneAddress } from '../phone-address'

const MAX_PORT = 65_535

export const deskPhoneConfig = z.object({
  model: z.enum(DESK_PHONE_MODELS),
  address: phoneAddress,
  /** Spoken to by HTTPS: its password is read by nobody on the way. */
  isSecure: z.boolean().default(false),
  /** SHA-256 of the certificate that a person has accepted; phones come with one that nobody vouches for. */
  fingerprint: z.string().max(128).nullable().default(null),
  /** Of the phone’s own page; the model may need none. */
  user: z.string().max(64),
  /** Where Otklik listens for the phone’s events. */
  listenPort: z.number().int().min(1024).max(MAX_PORT),
  /** The phone’s own number at the exchange; without it calls cannot be moved to it. */
  extension: z
    .string()
    .regex(/^[0-9*#]{1,32}$/)
    .nullable(),
})
export type DeskPhoneConfig = z.output<typeof deskPhoneConfig>

/**
 * - `unreachable` nothing listens there; `noAnswer` it took the request and says nothing, as with a question on its display
 * - `notAllowed` this computer may not control it; `otherModel` the address is not of this model
 * - `refused` the phone says that it did not do it
 * - `untrusted` its certificate is not the accepted one, and nobody vouches for it: nothing was said to it
 */
export const controlFailure = z.enum([
  'notSetUp',
  'unreachable',
  'noAnswer',
  'wrongPassword',
  'notAllowed',
  'otherModel',
  'refused',
  'untrusted',
])
export type ControlFailure = z.output<typeof controlFailure>

const commandRefusal = z.enum(['noSuchCall', 'wrongPhase', 'badNumber']) satisfies z.ZodType<CommandRefusal>
export const deskPhoneFailure = z.union([controlFailure, commandRefusal])
export type DeskPhoneFailure = z.output<typeof deskPhoneFailure>

/** `noExtension`: the phone’s number is not known; `noLine`: no line to do it over; `notTaken`: nobody took the call there. */
export const moveFailure = z.union([
  deskPhoneFailure,
  z.enum(['noExtension', 'noLine', 'notTaken', 'exchangeRefused', 'busyMoving']),
])
export type MoveFailure = z.output<typeof moveFailure>

export const deskCall = z.object({
  key: z.string(),
  direction: z.enum(['incoming', 'outgoing']).nullable(),
  number: z.string().nullable(),
  phase: z.enum(['ringing', 'dialling', 'talking', 'held']),
  isHeldThere: z.boolean(),
  sinceMs: z.number(),
  talkSinceMs: z.number().nullable(),
  heardAtMs: z.number(),
  holdHeardAtMs: z.number().nullable(),
  isSure: z.boolean(),
}) satisfies z.ZodType<DeskCall>

const command = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dial'), number: z.string().min(1).max(256) }),
  z.object({ kind: z.enum(['answer', 'reject', 'hangUp']), key: z.string() }),
  z.object({ kind: z.literal('hold'), key: z.string(), held: z.boolean() }),
  z.object({ kind: z.literal('mute'), muted: z.boolean() }),
  z.object({ kind: z.literal('dtmf'), digits: z.string().min(1).max(32) }),
  z.object({ kind: z.literal('transfer'), key: z.string(), number: z.string().min(1).max(256) }),
]) satisfies z.ZodType<DeskPhoneCommand>

export const listening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('listening'), address: z.string(), port: z.number() }),
  z.object({ kind: z.literal('failed'), reason: z.enum(['portTaken', 'noAddress', 'failed']), port: z.number() }),
])
export type Listening = z.output<typeof listening>

const sheetField = z.enum([
  'incoming',
  'outgoing',
  'established',
  'terminated',
  'hold',
  'resume',
  'missed',
  'onHook',
  'offHook',
])

const unconfirmed = z.enum(['dialled', 'talking', 'held', 'over', 'muted']) satisfies z.ZodType<ExpectationKind>

export const deskPhoneView = z.object({
  /** `null`: no phone is set up. */
  phone: deskPhoneConfig.extend({ hasPassword: z.boolean() }).nullable(),
  listening,
  /** What is typed into the phone’s page, if no file is used. */
  sheet: z.array(z.object({ field: sheetField, url: z.string() })),
  /** How the last command or question went; `null`: none yet. */
  link: z.union([z.literal('ready'), controlFailure]).nullable(),
  /** The phone calls itself so, and another model is chosen. */
  otherModel: z.string().nullable(),
  /** An event of the phone has come since the start. */
  hasHeard: z.boolean(),
  /** Events that came from elsewhere, or without the secret word, since the start. */
  refused: z.object({ count: z.number(), lastAddress: z.string().nullable() }),
  /** `name`: of the client's card. */
  calls: z.array(deskCall.extend({ name: z.string().nullable() })),
  isMuted: z.boolean().nullable(),
  unconfirmed: unconfirmed.nullable(),
  isMoving: z.boolean(),
})
export type DeskPhoneView = z.output<typeof deskPhoneView>
export type ShownDeskCall = DeskPhoneView['calls'][number]

const done = resultOf(z.null(), z.object({ reason: deskPhoneFailure }))
const moved = resultOf(z.null(), z.object({ reason: moveFailure }))

/** The desk phone beside the computer (spec D1–D7). */
export const deskPhone = defineContract('deskPhone', {
  get: request(nothing, deskPhoneView),
  changed: event(deskPhoneView),
  /** `password: null` keeps the stored one. */
  save: request(
    deskPhoneConfig.extend({ password: z.string().min(1).max(128).nullable() }),
    resultOf(z.null(), z.object({ reason: z.enum(['passwordMissing', 'locked']) })),
  ),
  /** `locked`: the company has set it up. */
  remove: request(nothing, resultOf(z.null(), z.object({ reason: z.literal('locked') }))),
  /** The addresses typed into the phone stop working; they are to be typed in anew. */
  renewToken: request(nothing, nothing),
  /** Asks the phone something harmless. `model`: what seems to stand there instead; `fingerprint`: of what is untrusted. */
  check: request(
    nothing,
    resultOf(
      z.null(),
      z.object({
        reason: controlFailure,
        model: z.enum(DESK_PHONE_MODELS).nullable(),
        fingerprint: z.string().nullable(),
      }),
    ),
  ),
  run: request(command, done),
  /** The person sees that this call is over although nothing was heard of its end. */
  forget: request(z.object({ key: z.string() }), nothing),
  /** A live call of the computer goes on at the phone (spec D5). */
  push: request(z.object({ id: callId }), moved),
  /** The phone’s talk goes on at the computer. */
  pull: request(nothing, moved),
  /** Where the phone takes no commands: the line calls the phone, then connects it with the number. */
  dialByLine: request(z.object({ number: z.string().min(1).max(256) }), moved),
  /** Asks where to, and writes the phone’s provisioning file (spec D6). */
  saveFile: request(
    z.object({ mac: z.string() }),
    z.enum(['saved', 'cancelled', 'badMac', 'noFile', 'notListening', 'failed']),
  ),
})
export type DeskPhoneContract = typeof deskPhone
