import { Hono } from 'hono'
import { z } from 'zod'

import { invalid } from '../api-error'
import type { SandboxContext } from '../context'
import type { SandboxChat } from '../model'
import { chatJson } from '../wire'
import { guard, jsonBody, pageOf } from './guard'

const blacklistBody = z.object({
  users: z
    .array(
      z.object({
        user_id: z.number().int(),
        context: z.object({ item_id: z.number().int().optional(), reason_id: z.number().int().min(1).max(4) }),
      }),
    )
    .min(1),
})

/** Rows 1, 2, 8 and 13 of the facts file, and the account's own data. */
export function chatRoutes(sandbox: SandboxContext): Hono {
  const app = new Hono()
  const { world } = sandbox
  const read = guard(sandbox, 'messenger:read')

  app.get('/core/v1/accounts/self', guard(sandbox, 'user:read'), (c) =>
    c.json({
      id: world.account.id,
      name: world.account.name,
      email: 'hr@orbita.example',
      phone: '74950000001',
      phones: ['74950000001'],
      profile_url: `https://avito.ru/user/${String(world.account.id)}/profile`,
    }),
  )

  app.get('/messenger/v2/accounts/:user/chats', read, (c) => {
    const { limit, offset } = pageOf(c)
    const types = new Set((c.req.query('chat_types') ?? 'u2i').split(','))
    const itemIds = c.req.query('item_ids')?.split(',')
    const isUnreadOnly = c.req.query('unread_only') === 'true'
    const chosen = world
      .chatsByUpdate()
      .filter((chat) => types.has(chat.type))
      .filter((chat) => itemIds === undefined || (chat.item !== null && itemIds.includes(String(chat.item.id))))
      .filter((chat) => !isUnreadOnly || isUnread(chat))
    const page = chosen.slice(offset, offset + limit)
    return c.json({
      chats: page.map((chat) => chatJson(world, chat)),
      meta: { has_more: chosen.length > offset + limit },
    })
  })

  app.get('/messenger/v2/accounts/:user/chats/:chat', read, (c) =>
    c.json(chatJson(world, world.chat(c.req.param('chat')))),
  )

  app.post('/messenger/v1/accounts/:user/chats/:chat/read', read, (c) => {
    world.readByAccount(world.chat(c.req.param('chat')))
    return c.json({ ok: true })
  })

  app.post('/messenger/v2/accounts/:user/blacklist', guard(sandbox, 'messenger:write'), async (c) => {
    const body = blacklistBody.safeParse(await jsonBody(c))
    if (!body.success) throw invalid('users', body.error.issues[0]?.message ?? 'invalid')
    for (const { user_id: userId, context } of body.data.users) {
      world.blacklist.push({ userId, itemId: context.item_id ?? null, reasonId: context.reason_id })
    }
    return c.json({})
  })
  return app
}

function isUnread(chat: SandboxChat): boolean {
  return chat.messages.some((message) => message.direction === 'in' && !message.isRead)
}
