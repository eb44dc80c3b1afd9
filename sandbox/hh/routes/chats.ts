import { Hono, type Context } from 'hono'

import { badArgument, badReason, chatRefusal } from '../api-error'
import type { HhContext } from '../context'
import type { Chat, Manager } from '../model'
import { listedMessages, participantFor, unreadCount } from '../rules/chat-rules'
import { areContactsOpen, seatOf } from '../rules/negotiation-rules'
import { chatBasics, chatItemJson, chatStatesJson, messageJson, participantJson } from '../wire/chat-json'
import { pageJson } from '../wire/page-json'
import { employerOnly, jsonBody, pageOf, type EmployerEnv } from './guard'

const MAX_CHATS_PER_PAGE = 20
const MAX_PAGE = 50
const MAX_VACANCY_IDS = 100
const MAX_FIRST_MESSAGE = 10_000

/** Rows 1 to 3, 8 to 12 of facts §6: chats and who is in them. */
export function chatRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { world, settings } = sandbox
  const allowed = employerOnly(sandbox, 'chats')
  const here = (c: Context<EmployerEnv>) => {
    const chat = world.chat(c.req.param('chat') ?? '')
    return { chat, viewer: participantFor(chat, c.get('manager')) }
  }

  app.get('/common/chats', allowed, (c) => {
    const { page, perPage } = pageOf(c, MAX_CHATS_PER_PAGE, MAX_PAGE)
    const manager = c.get('manager')
    const found = chatsOf(sandbox, manager).filter(wanted(c, manager))
    const item = (chat: Chat) => chatItemJson(world, settings, chat, participantFor(chat, manager))
    return c.json(pageJson(found, page, perPage, item))
  })

  app.get('/common/chats/counters/unread', allowed, (c) => {
    const manager = c.get('manager')
    const unread = chatsOf(sandbox, manager).filter((chat) => unreadCount(chat, participantFor(chat, manager)) > 0)
    return c.json({ unread_chats_count: String(unread.length) })
  })

  app.get('/common/chats/:chat/messages', allowed, (c) => {
    const { chat, viewer } = here(c)
    const all = listedMessages(chat, settings)
    const isBackwards = isPrev(c.req.query('order'))
    const limit = limitOf(c.req.query('limit'))
    const walk = isBackwards ? all.toReversed() : all
    const from = startOf(c.req.query('start_message_id'), walk)
    const found = walk.slice(from, from + limit)
    const messages = isBackwards && settings.prevOrder === 'oldestFirst' ? found.toReversed() : found
    return c.json({
      ...chatBasics(chat, viewer),
      has_more: walk.length > from + limit,
      messages: messages.map((message) => messageJson(world, settings, chat, message, viewer)),
      chat_states: chatStatesJson(chat, settings),
    })
  })

  app.get('/common/chats/:chat/participants', allowed, (c) => {
    const { chat } = here(c)
    const present = chat.participants.filter(({ isActive }) => isActive)
    return c.json({ items: present.map((participant) => participantJson(chat, participant)) })
  })

  app.put('/common/chats/:chat/participants', allowed, async (c) => {
    const { chat, viewer } = here(c)
    const { id } = await jsonBody(c)
    if (typeof id !== 'string') throw badArgument('id')
    const colleague = world.colleagues(chat.employer).find((manager) => manager.id === id)
    if (!colleague) throw badArgument('id')
    const seat = seatOf(world, chat, colleague)
    if (!seat.isActive) {
      seat.isActive = true
      world.addMessage(chat, { sender: viewer, type: 'PARTICIPANT_JOINED', moved: seat })
    }
    return c.body(null, 204)
  })

  app.put('/common/chats/:chat/leave', allowed, (c) => {
    const { chat, viewer } = here(c)
    viewer.isActive = false
    world.addMessage(chat, { sender: viewer, type: 'PARTICIPANT_LEFT', moved: viewer })
    return c.body(null, 204)
  })

  app.put('/common/chats/:chat/write_possibility', allowed, (c) => {
    const { chat } = here(c)
    const wish = c.req.query('applicant_write_possibility')
    if (wish !== 'true' && wish !== 'false') throw badArgument('applicant_write_possibility')
    chat.canApplicantWrite = wish === 'true'
    return c.body(null, 204)
  })

  app.post('/common/chats/without_vacancy', allowed, async (c) => {
    const { resume_hash: hash, first_message: text } = await jsonBody(c)
    if (typeof hash !== 'string') throw badArgument('resume_hash')
    if (typeof text !== 'string' || text === '' || [...text].length > MAX_FIRST_MESSAGE)
      throw badArgument('first_message')
    const manager = c.get('manager')
    const resume = world.resume(hash)
    if (!areContactsOpen(world, resume, manager)) throw chatRefusal('chat_without_vacancy_forbidden')
    const known = [...world.chats.values()].find(
      (chat) => chat.vacancy === null && chat.resume === resume && chat.employer === manager.employer,
    )
    // Of an existing chat nothing is said: it is given as it is, and `first_message` is not sent again.
    const chat = known ?? startChat(sandbox, manager, hash, text)
    seatOf(world, chat, manager).isActive = true
    return c.json(settings.withoutVacancyBody === 'id' ? { id: chat.id } : {})
  })
  return app
}

function startChat({ world, accepted }: HhContext, manager: Manager, hash: string, text: string): Chat {
  const createdAtMs = world.clock.now()
  const { employer } = manager
  const chat = world.addChat({ type: 'COMMON', employer, vacancy: null, resume: world.resume(hash), createdAtMs })
  const sender = seatOf(world, chat, manager)
  sender.isActive = true
  accepted.push({ chatId: chat.id, message: world.addMessage(chat, { sender, text }), manager })
  return chat
}

/** Only those where the manager takes part; the latest activity first (facts §6, inferred). */
function chatsOf({ world }: HhContext, manager: Manager): Chat[] {
  return [...world.chats.values()]
    .filter(({ participants }) => participants.some(({ managerId, isActive }) => isActive && managerId === manager.id))
    .sort((a, b) => activityOf(b) - activityOf(a))
}

function activityOf(chat: Chat): number {
  return Number(chat.messages.at(-1)?.id ?? chat.id)
}

function wanted(c: Context, manager: Manager): (chat: Chat) => boolean {
  const status = c.req.query('vacancy_status') ?? 'all'
  if (!['all', 'with', 'without'].includes(status)) throw badArgument('vacancy_status')
  const ids = vacancyIdsOf(c.req.query('filter_with_vacancy_ids'))
  const isUnreadOnly = c.req.query('filter_unread') === 'true'
  const isTextOnly = c.req.query('filter_has_text_message') === 'true'
  return (chat) =>
    (status === 'all' || (chat.vacancy !== null) === (status === 'with')) &&
    (ids === null || (chat.vacancy !== null && ids.has(chat.vacancy.id))) &&
    (!isUnreadOnly || unreadCount(chat, participantFor(chat, manager)) > 0) &&
    (!isTextOnly || chat.messages.some(({ text, isDeleted }) => text !== null && !isDeleted))
}

/** The text `[1,2,3]`. */
function vacancyIdsOf(text: string | undefined): ReadonlySet<string> | null {
  if (text === undefined) return null
  if (!/^\[\d+(,\s*\d+)*\]$/.test(text)) throw badArgument('filter_with_vacancy_ids')
  const ids = text.slice(1, -1).split(/,\s*/)
  if (ids.length > MAX_VACANCY_IDS) throw badArgument('filter_with_vacancy_ids')
  return new Set(ids)
}

function isPrev(order = 'next'): boolean {
  if (order !== 'next' && order !== 'prev') throw badReason('order', 'bad_order')
  return order === 'prev'
}

function limitOf(text = '10'): number {
  const limit = Number(text)
  if (!Number.isInteger(limit)) throw badReason('limit', 'not integer value')
  if (limit < 0 || limit > 50) throw badReason('limit', 'limit_negative_or_more_than_50')
  if (limit === 0) throw badReason('limit', 'bad_limit')
  return limit
}

/** Inclusive. A message that was deleted since is as good as one that never was. */
function startOf(id: string | undefined, walk: readonly { readonly id: string }[]): number {
  if (id === undefined) return 0
  if (!/^\d+$/.test(id)) throw badReason('start_message_id', 'not integer value')
  const index = walk.findIndex((message) => message.id === id)
  if (index < 0) throw badReason('start_message_id', 'bad_start_message_id')
  return index
}
