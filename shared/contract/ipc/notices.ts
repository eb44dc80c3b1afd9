import { z } from 'zod'

import { MAX_NEWS } from '../../domain/most-news'
import { SOUND_EVENTS } from '../../domain/sounds'
import { defineContract, event, nothing, request } from '../define'
import { chatId, messageId } from '../ids'

const newsKind = z.enum(['message', 'response', 'assigned', 'mention', 'whisper', 'taken', 'late', 'returned', 'limit'])

const soundEvent = z.enum(SOUND_EVENTS)

const verdict = z.enum(['system', 'toast', 'none'])

/** What came while it was quiet (spec N7). */
export const quietSummary = z.object({
  fromMs: z.number().int(),
  untilMs: z.number().int(),
  /** Calls of nobody's conversation, too. */
  calls: z.number().int().nonnegative(),
  chats: z.array(
    z.object({
      chatId,
      name: z.string(),
      messages: z.number().int().nonnegative(),
      mentions: z.number().int().nonnegative(),
      calls: z.number().int().nonnegative(),
    }),
  ),
})
export type QuietSummary = z.output<typeof quietSummary>

export const notices = defineContract('notices', {
  /**
   * A new incoming message reached this desk, or waits unopened (spec N4). Main decides once per `messageId` and `round`, over
   * all windows and restarts: a `toast` when the desk window has focus, else an OS notification; `none` when it was told before,
   * notifications are off, that chat is in front of the person, or it is quiet: then the summary tells of it.
   */
  messageArrived: request(
    z.object({
      messageId,
      chatId,
      kind: newsKind,
      /** What it sounds like is chosen for this. */
      event: soundEvent,
      /** How often it was told before (spec N4). */
      round: z.number().int().nonnegative(),
      /** Of the client. */
      name: z.string().max(200),
      title: z.string().max(200),
      body: z.string().max(500),
      isChatInFront: z.boolean(),
    }),
    verdict,
  ),
  /**
   * Many at once, as after a loss of the connection: told as one. `fresh`: those that were not told before and are not in front
   * of the person; the summary speaks of them.
   */
  manyArrived: request(
    z.object({
      news: z
        .array(
          z.object({
            messageId,
            chatId,
            kind: newsKind,
            event: soundEvent,
            round: z.number().int().nonnegative(),
            name: z.string().max(200),
            isChatInFront: z.boolean(),
          }),
        )
        .min(1)
        .max(MAX_NEWS),
    }),
    z.object({ verdict, fresh: z.array(messageId) }),
  ),
  /** A notification or the incoming call window was clicked; the desk is in front already. */
  chatRequested: event(z.object({ chatId })),
  /** What came while it was quiet, once. */
  takeSummary: request(nothing, quietSummary.nullable()),
  summaryReady: event(nothing),
  /** Total for the tray and the dock. */
  setUnread: request(z.object({ count: z.number().int().nonnegative() }), nothing),
})
export type NoticesContract = typeof notices
