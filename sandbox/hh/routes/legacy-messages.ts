import { Hono } from 'hono'

import type { HhContext } from '../context'
import { hasSeen, isViewedByOpponent } from '../rules/chat-rules'
import { checkWording, markRead, refuseUnlessOpen, seatOf, tellState } from '../rules/negotiation-rules'
import { APPLICANT_STATES } from '../rules/funnel'
import type { Message, Topic } from '../model'
import { hhDate } from '../wire/dates'
import { pageJson } from '../wire/page-json'
import { employerOnly, formOf, pageOf, type EmployerEnv } from './guard'

/** The outdated messages of a response (facts §5): no files, no editing; reading them marks the response as read. */
export function legacyMessageRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { world, settings, accepted } = sandbox
  const allowed = employerOnly(sandbox, 'negotiations')

  app.get('/negotiations/:id{[0-9]+}/messages', allowed, (c) => {
    const topic = world.ownTopic(c.get('manager'), c.req.param('id'))
    const { page, perPage } = pageOf(c, 100)
    const isTextOnly = c.req.query('with_text_only') === 'true'
    const said = topic.chat.messages.filter(
      ({ type, isDeleted, text }) => type === 'SIMPLE' && !isDeleted && (!isTextOnly || text !== null),
    )
    const json = pageJson(said, page, perPage, (message) => legacyJson(topic, message))
    markRead(topic)
    return c.json(json)
  })

  app.post('/negotiations/:id{[0-9]+}/messages', allowed, async (c) => {
    const manager = c.get('manager')
    const topic = world.ownTopic(manager, c.req.param('id'))
    const text = (await formOf(c)).get('message') ?? ''
    checkWording(text, settings)
    refuseUnlessOpen(topic)
    const message = world.addMessage(topic.chat, { sender: seatOf(world, topic.chat, manager), text })
    tellState(topic)
    accepted.push({ chatId: topic.chat.id, message, manager })
    return c.html('', 201)
  })
  return app
}

function legacyJson(topic: Topic, message: Message) {
  const isApplicant = message.sender.role === 'APPLICANT'
  const isViewed = isViewedByOpponent(topic.chat, message)
  const isViewedByUs = topic.chat.participants.some((who) => who.role === 'EMPLOYER' && hasSeen(who, message))
  return {
    id: message.id,
    text: message.text,
    created_at: hhDate(message.createdAtMs),
    state: { id: topic.state, name: APPLICANT_STATES[topic.state] },
    author: { participant_type: isApplicant ? 'applicant' : 'employer' },
    editable: false,
    viewed_by_me: isViewedByUs,
    viewed_by_opponent: isViewed,
    read: isViewed,
    address: null,
    assessments: [],
  }
}
