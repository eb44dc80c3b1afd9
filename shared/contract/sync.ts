import { z } from 'zod'

import { MAX_KEPT_DRAFT, type KeptDraft, type OfferedDraft } from '../domain/draft'
import type { Present } from '../domain/present'
import { commandEnvelope, commandRefusal } from './commands'
import { agent, directory } from './directory'
import { callRecord, channel, chat, message } from './entities'
import { telephony } from './telephony'
import { agentId, chatId, commandId } from './ids'

/** Drafts in one frame; more come in the next. */
export const MAX_OFFERS = 40

const draftWords = { chatId, text: z.string().max(MAX_KEPT_DRAFT), isNote: z.boolean() }
const version = z.number().int().nonnegative()
const offeredDraft = z.object({ ...draftWords, base: version }) satisfies z.ZodType<OfferedDraft>
const keptDraft = z.object({ ...draftWords, version }) satisfies z.ZodType<KeptDraft>

/** A desk that nobody touches is told no more seldom than this. */
export const MAX_PACE_MS = 10_000

/** Grows by one when an older desk would misread a newer hub. */
export const SYNC_PROTOCOL = 3

/**
 * Closes that a desk must understand (WebSocket close codes 4000–4999). The reason of `notAuthorised` is a word of
 * `sessionEnd` (accounts.ts).
 */
export const SYNC_CLOSE = { protocolMismatch: 4001, notAuthorised: 4003, tooSlow: 4008, badFrame: 4400 } as const

/**
 * WebSocket `/sync`, JSON text frames. The desk speaks first (`hello`); the secret travels as the second
 * WebSocket subprotocol after `otklik.sync` so that it never stands in an address.
 */
export const deskFrame = z.discriminatedUnion('type', [
  /** `cursor` is the last change applied durably on the desk, 0 for an empty cache. */
  z.object({
    type: z.literal('hello'),
    protocol: z.number().int(),
    cursor: z.number().int().nonnegative(),
    feedId: z.string().nullable(),
    deskId: z.uuid(),
    /** The conversation that is open comes first after a long absence; nobody is told of it. */
    open: chatId.nullable().optional(),
  }),
  z.object({ type: z.literal('command'), command: commandEnvelope }),
  z.object({ type: z.literal('typing'), chatId, by: agentId.optional() }),
  /** In how many calls the agent of this desk is now; forgotten with the connection. Counts to the capacity (spec Q19). */
  z.object({ type: z.literal('calls'), count: z.number().int().min(0).max(1000), by: agentId.optional() }),
  /**
   * Which chat is before the eyes of this desk's person, and are they writing to the client (spec Q21)? Forgotten with the
   * connection. Only to a hub whose `welcome` names `presence`.
   */
  z.object({ type: z.literal('looking'), chatId: chatId.nullable(), isWriting: z.boolean(), by: agentId.optional() }),
  /**
   * What this desk's person is writing, where it is not what the hub told (spec M20). Answered with `drafts`; the first one,
   * which may be empty, with all that the hub keeps. Only to a hub whose `welcome` names `drafts`.
   */
  z.object({ type: z.literal('drafts'), offers: z.array(offeredDraft).max(MAX_OFFERS) }),
  /** As in `hello`, while it catches up. Only to a hub whose `welcome` names `ahead`. */
  z.object({ type: z.literal('open'), chatId }),
  /**
   * After a frame of changes the next one may wait until so much time has gone by, unless somebody waits for what it tells;
   * what comes after a quiet while comes at once. Only to a hub whose `welcome` names `pace`.
   */
  z.object({ type: z.literal('pace'), everyMs: z.number().int().min(0).max(MAX_PACE_MS) }),
  z.object({ type: z.literal('ping'), nonce: z.number().int() }),
])
export type DeskFrame = z.output<typeof deskFrame>

const present = z.object({ agentId, isWriting: z.boolean() }) satisfies z.ZodType<Present>

/** One changed entity in its present form; `row: null` when it is gone. Later changes to the same id replace earlier ones. */
export const change = z.discriminatedUnion('entity', [
  z.object({
    seq: z.number().int(),
    entity: z.literal('chat'),
    id: z.string(),
    row: chat.nullable(),
    /** A person’s data was erased: also what was written here and not sent goes. */
    isErased: z.boolean().optional(),
  }),
  z.object({ seq: z.number().int(), entity: z.literal('message'), id: z.string(), row: message.nullable() }),
  z.object({ seq: z.number().int(), entity: z.literal('channel'), id: z.string(), row: channel.nullable() }),
  z.object({ seq: z.number().int(), entity: z.literal('call'), id: z.string(), row: callRecord.nullable() }),
  z.object({ seq: z.number().int(), entity: z.literal('agent'), id: z.string(), row: agent.nullable() }),
  z.object({ seq: z.number().int(), entity: z.literal('directory'), id: z.string(), row: directory.nullable() }),
  z.object({ seq: z.number().int(), entity: z.literal('telephony'), id: z.string(), row: telephony.nullable() }),
])
export type Change = z.output<typeof change>

/** `chatId`: all that this conversation has up to `head`; `null`: what else has changed. */
const ahead = z.object({ chatId: chatId.nullable(), head: z.number().int() })
export type Ahead = z.output<typeof ahead>

export const hubFrame = z.discriminatedUnion('type', [
  /**
   * `feedId` names the database; when it differs from the desk's, or `reset` is true (the cursor is older than
   * the kept feed), the desk empties its cache (never its outbox or drafts) and takes what follows as a snapshot.
   */
  z.object({
    type: z.literal('welcome'),
    protocol: z.number().int(),
    hubVersion: z.string(),
    feedId: z.string(),
    reset: z.boolean(),
    me: agentId,
    /** What this hub understands besides; a desk passes over words that it does not know. */
    can: z.array(z.string()).optional(),
  }),
  /**
   * In order. `upTo` is the new cursor, also when `changes` is empty. `caughtUp` once nothing older is left to send. With
   * `ahead` they come before their places, where they come again: the cursor stays where it is, and `upTo` lies before it, so
   * that a desk that does not know the word passes over them.
   */
  z.object({
    type: z.literal('changes'),
    changes: z.array(change),
    upTo: z.number().int(),
    caughtUp: z.boolean(),
    ahead: ahead.optional(),
  }),
  z.object({ type: z.literal('outcome'), id: commandId, refusal: commandRefusal.nullable() }),
  z.object({ type: z.literal('typing'), chatId, name: z.string() }),
  /** Who is in these chats now, in the place of what was said of them before; only to a desk that says where it looks. */
  z.object({
    type: z.literal('present'),
    chats: z.array(z.object({ chatId, who: z.array(present).readonly() })).readonly(),
  }),
  /** Of the person of this desk, from any of their desks; `isWhole`: there are no others. */
  z.object({ type: z.literal('drafts'), drafts: z.array(keptDraft), isWhole: z.boolean() }),
  /** `nowMs`: the hub's time, by which a desk whose own clock is off goes; older hubs do not say it. */
  z.object({ type: z.literal('pong'), nonce: z.number().int(), nowMs: z.number().int().optional() }),
])
export type HubFrame = z.output<typeof hubFrame>
