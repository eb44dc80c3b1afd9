import { z } from 'zod'

import type { DialRequest } from '../../domain/dial-link'
import { defineContract, event, nothing, request } from '../define'
import { chatId } from '../ids'

const dialRequest = z.object({
  id: z.string(),
  from: z.enum(['link', 'selection']),
  dialled: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('number'), number: z.string(), extension: z.string().nullable() }),
    z.object({
      kind: z.literal('fault'),
      fault: z.enum(['notALink', 'tooLong', 'broken', 'noNumber']),
      text: z.string(),
    }),
  ]),
}) satisfies z.ZodType<DialRequest>

/** `other`: the system opens such links with another program; `isRegistered`: though it knows us, too. */
const linkOpener = z.object({
  scheme: z.enum(['tel', 'callto', 'sip', 'sips']),
  opener: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('otklik') }),
    z.object({ kind: z.literal('other'), name: z.string(), isRegistered: z.boolean() }),
    z.object({ kind: z.literal('nobody') }),
  ]),
})
export type LinkOpener = z.output<typeof linkOpener>

/** The conversation that it names; or it is not as we write them. */
const ownWish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chat'), id: chatId }),
  z.object({ kind: z.literal('unreadable') }),
  /** A set-up file that was opened with Otklik. */
  z.object({
    kind: z.literal('unreadableFile'),
    problem: z.enum(['unreadable', 'notJson', 'notObject']),
    came: z.string(),
  }),
])
export type OwnWish = z.output<typeof ownWish>

/**
 * - `off` none is set
 * - `ready` the system takes it; keys of calls are asked of it only while there is a call they are for
 * - `taken` another program or the system itself has it
 * - `double` another action here has the same
 * - `invalid` it names no key
 */
const keyState = z.enum(['off', 'ready', 'taken', 'double', 'invalid'])
export type KeyState = z.output<typeof keyState>

const keyStates = z.object({ answer: keyState, hangUp: keyState, dial: keyState })
export type KeyStates = z.output<typeof keyStates>

/** Calls that begin outside of Otklik: links, a text selected elsewhere, keys over all programs (spec K16). */
export const links = defineContract('links', {
  /** What waits to be looked at, once; the latest, where several came. */
  take: request(nothing, dialRequest.nullable()),
  /** Something waits. */
  waiting: event(nothing),
  /** What a link of our own wants of the desk, once; the latest. */
  takeOwn: request(nothing, ownWish.nullable()),
  ownWaiting: event(nothing),
  /** Who opens links by now, as the system says. */
  listOpeners: request(nothing, z.array(linkOpener)),
  /** Asks the system to open them with Otklik, or no longer; answers what came of it. */
  setOpener: request(z.object({ isOurs: z.boolean() }), z.array(linkOpener)),
  getKeys: request(nothing, keyStates),
  keysChanged: event(keyStates),
})
export type LinksContract = typeof links
