import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'

import type { MangoContext } from '../context'
import { CODE, type User } from '../model'
import { fieldsOf } from '../statistics'
import { refuse, signedJson } from './guard'

const MONTH_S = 31 * 86_400
const usersRequest = z.object({ extension: z.string().optional(), ext_fields: z.array(z.string()).optional() })
const statsRequest = z.object({
  date_from: z.number().int(),
  date_to: z.number().int(),
  fields: z.string().optional(),
  request_id: z.string().optional(),
})
const statsResult = z.object({ key: z.string() })

/** Employees and statistics. */
export function readingRoutes(context: MangoContext): Hono<{ Bindings: HttpBindings }> {
  const { exchange, statistics } = context
  const app = new Hono<{ Bindings: HttpBindings }>()

  app.all('/config/users/request', async (c) => {
    const asked = await signedJson(c, context, 'config/users/request', usersRequest)
    const users = exchange.users.filter(
      ({ extension }) => asked.extension === undefined || extension === asked.extension,
    )
    return c.json({ users: users.map((user) => userJson(user, asked.ext_fields ?? [])) })
  })

  app.all('/stats/request', async (c) => {
    const asked = await signedJson(c, context, 'stats/request', statsRequest)
    const { date_from: fromS, date_to: toS } = asked
    const fields = fieldsOf(asked.fields)
    if (fromS > toS || toS - fromS > MONTH_S || !fields) throw refuse(context, CODE.badParameters)
    return c.json({ key: statistics.ask({ fromS, toS, fields }) })
  })

  app.all('/stats/result', async (c) => {
    const { key } = await signedJson(c, context, 'stats/result', statsResult)
    const found = statistics.result(key)
    if (!found) return c.body(null, 404)
    if (found === 'notReady') return c.body(null, 204)
    return c.body(found.csv, 200, { 'content-type': 'text/csv; charset=utf-8' })
  })
  return app
}

function userJson(user: User, asked: readonly string[]) {
  const { name, email, department, position, userId, extension, outgoingLine, numbers } = user
  return {
    general: { name, email, department, position, ...(asked.includes('general.user_id') && { user_id: userId }) },
    telephony: { extension, outgoingline: outgoingLine, numbers },
    ...(asked.includes('groups') && { groups: [] }),
  }
}
