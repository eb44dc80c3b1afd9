import { z } from 'zod'

import { hubFailure, movedContent, PASSPHRASE_LENGTH } from '../hub-process'
import { defineContract, nothing, request } from '../define'

export const moveReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), file: z.string(), content: movedContent }),
  /** No file was chosen; nothing has changed. */
  z.object({ kind: z.literal('cancelled') }),
  /** Nothing has changed: the hub of this computer goes on. */
  z.object({ kind: z.literal('failed'), reason: hubFailure }),
])
export type MoveReply = z.output<typeof moveReply>

/** Everything that the hub of this computer has goes to a team's hub (docs/adr/0051). */
export const moving = defineContract('moving', {
  /** Asks where to, makes the file, and the hub of this computer serves nobody from then on. */
  moveOut: request(
    z.object({ passphrase: z.string().min(PASSPHRASE_LENGTH.min).max(PASSPHRASE_LENGTH.max) }),
    moveReply,
  ),
  /** It serves again. */
  callBack: request(nothing, nothing),
})
export type MovingContract = typeof moving
