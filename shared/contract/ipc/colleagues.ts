import { z } from 'zod'

import type { Colleague, ColleagueSnapshot } from '../../domain/colleague'
import { defineContract, event, nothing, request } from '../define'
import { sipAccountId } from '../ids'

export const MAX_COLLEAGUES = 100

export const colleague = z.object({
  id: z.string().min(1).max(64),
  accountId: sipAccountId,
  number: z.string().trim().min(1).max(128),
  name: z.string().trim().min(1).max(80).nullable(),
}) satisfies z.ZodType<Colleague>

const snapshot = colleague.extend({
  presence: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal(['free', 'ringing', 'calling', 'talking']) }),
    z.object({
      kind: z.literal('unknown'),
      why: z.enum(['asking', 'lineDown', 'forbidden', 'notFound', 'notSupported', 'noReply', 'unreadable']),
    }),
  ]),
  caller: z.object({ name: z.string().nullable(), number: z.string().nullable() }).nullable(),
  canPickUp: z.boolean(),
}) satisfies z.ZodType<ColleagueSnapshot>

/** Lines of colleagues as the PBX tells of them; who they are is a part of the settings. */
export const colleagues = defineContract('colleagues', {
  list: request(nothing, z.array(snapshot)),
  /** The whole list at every change. */
  listChanged: event(z.array(snapshot)),
})
export type ColleaguesContract = typeof colleagues
