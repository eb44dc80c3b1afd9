import { z } from 'zod'

/** A message as it was last seen, so that its absence later can be told as its deletion. */
const seenMessage = z.object({ id: z.string(), atMs: z.number(), direction: z.enum(['in', 'out', 'system']) })
export type SeenMessage = z.output<typeof seenMessage>

const knownChat = z.object({
  /** What its list entry looked like when it was last read. */
  signature: z.string(),
  resumeId: z.string().nullable(),
  /** The last message that was handed to the hub: reading up to it is marked, not beyond. */
  lastMessageId: z.string().nullable(),
  lastAtMs: z.number(),
})

const knownTopic = z.object({ id: z.string(), chatId: z.string().nullable(), version: z.string() })

/** A step that cannot be repeated blindly, written down before it is tried (see steps.ts). */
const attempt = z.object({
  messageId: z.string(),
  kind: z.enum(['start', 'invite', 'stage']),
  subject: z.string(),
  /** `start`: was there a conversation before? `stage`: the stage that is wanted. */
  before: z.string().nullable(),
  atMs: z.number(),
})
export type Attempt = z.output<typeof attempt>

const retry = z.object({ id: z.string(), tries: z.number(), nextAtMs: z.number() })

/** What the driver has to remember over restarts. Small: the messages themselves are the hub's. */
export const driverState = z.object({
  account: z.object({ userId: z.string(), managerId: z.string(), employerId: z.string() }).nullable().default(null),
  /** By the platform's clock: what is older is history, not news. */
  connectedAtMs: z.number().default(0),
  isBackfilled: z.boolean().default(false),
  authorisations: z.array(z.object({ state: z.string(), verifier: z.string(), atMs: z.number() })).default([]),
  chats: z.record(z.string(), knownChat).default({}),
  /** The newest messages of chats of late. */
  seen: z.record(z.string(), z.array(seenMessage)).default({}),
  /** Vacancy → its responses as they were last read. */
  topics: z.record(z.string(), z.array(knownTopic)).default({}),
  /** Vacancy → its counters when all its responses were last compared. */
  vacancies: z.record(z.string(), z.string()).default({}),
  hookUrl: z.string().nullable().default(null),
  /** What a webhook named and is still to be read. */
  chatHints: z.array(z.string()).default([]),
  topicHints: z.array(z.string()).default([]),
  /** Responses that are to be read once more: something of them could not be had. */
  retries: z.array(retry).default([]),
  /** Messages whose picture could not be fetched yet. */
  media: z.array(retry.extend({ chatId: z.string() })).default([]),
  leftChats: z.array(z.string()).default([]),
  attempts: z.array(attempt).default([]),
  /** Said together with a stage: never to be changed (spec M12). */
  stageTexts: z.array(z.object({ chatId: z.string(), text: z.string(), atMs: z.number() })).default([]),
  /** Of pictures that were sent: chat and name, by which they are recognised when an answer is lost. */
  sentFiles: z.array(z.object({ messageId: z.string(), name: z.string() })).default([]),
})
export type DriverState = z.output<typeof driverState>
