import { z } from 'zod'

/** What travels over the MessagePort between main and the media window. `ping` is answered by the window's own loop. */
export const fromMedia = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('reply'), id: z.number().int(), value: z.unknown() }),
  /** A defect there: rejects the request. */
  z.object({ type: z.literal('threw'), id: z.number().int(), message: z.string() }),
  z.object({ type: z.literal('report'), name: z.string(), payload: z.unknown() }),
])
