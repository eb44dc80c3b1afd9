import { z } from 'zod'

import { defineContract, event, nothing, request } from '../define'
import { chatId, messageId } from '../ids'

export const notices = defineContract('notices', {
  /**
   * A new incoming message reached this desk. Main decides once per `messageId`, over all windows and
   * restarts: a `toast` when the desk window has focus, else an OS notification; `none` when it was told before,
   * notifications are off, or that chat is in front of the person.
   */
  messageArrived: request(
    z.object({ messageId, chatId, title: z.string().max(200), body: z.string().max(500), isChatInFront: z.boolean() }),
    z.enum(['system', 'toast', 'none']),
  ),
  /** A notification or the incoming call window was clicked; the desk is in front already. */
  chatRequested: event(z.object({ chatId })),
  /** Total for the tray and the dock. */
  setUnread: request(z.object({ count: z.number().int().nonnegative() }), nothing),
})
export type NoticesContract = typeof notices
