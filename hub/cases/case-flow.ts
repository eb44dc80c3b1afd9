import type { AutomationFacts } from '#shared/domain/case-automation'
import type { AgentId, TeamId } from '#shared/domain/ids'

import { remembering } from '../automation/automation-of'
import { askBot } from '../automation/bots/bot-case'
import type { NewId } from '../ids'
import { agentsByIds } from '../store/agents'
import { isAnsweredSince } from '../store/case-waiting'
import { lockCaseOfChat, type StoredCase } from '../store/cases'
import type { StoredChat } from '../store/chats'
import { chatById } from '../store/chats'
import { readDirectory } from '../store/directory'
import type { Read, Write } from '../store/store'
import { changeCase, giveTo, giveToBot, openCase, queueCase } from './case-service'
import { personNow, receiverNow } from './receivers'

const ANSWERED = { kind: 'personAnswered' } as const

type ChatOfCase = Pick<StoredChat, 'id' | 'channelId'>

/**
 * The client said something: that continues the chat's case or begins one, which then has a receiver (spec Q1, Q5–Q7).
 * The message stands in the chat already. A response to a vacancy counts as one, where its channel passes it on (Q10).
 */
export async function clientWrote(tx: Write, newId: NewId, chat: ChatOfCase, atMs: number): Promise<void> {
  const present = await lockCaseOfChat(tx, chat.id)
  if (present.state.kind !== 'idle' && present.state.kind !== 'closed') {
    const continued = await changeCase(tx, present, {
      // Told of late: it belongs to this case all the same.
      openedAtMs: Math.min(present.openedAtMs, atMs),
      automation: await heard(tx, present, atMs),
    })
    await askBot(tx, newId, continued)
    return
  }
  const opened = await openCase(tx, newId, chat.id, atMs)
  const automation = await heard(tx, opened, atMs)
  await giveToReceiver(tx, newId, chat, await changeCase(tx, opened, { waitingSinceMs: atMs, automation }))
}

/** A message that is told of after the answer to it makes nobody wait. */
async function heard(tx: Write, itsCase: StoredCase, atMs: number): Promise<AutomationFacts> {
  const automation = await remembering(tx, itsCase, { kind: 'clientWrote', atMs })
  if (!(await isAnsweredSince(tx, itsCase.chatId, atMs))) return automation
  return remembering(tx, { automation }, { kind: 'personAnswered' })
}

/** An agent wrote to the client, or talked to him: whoever answers a case that nobody has takes it. */
export async function agentAnswered(tx: Write, newId: NewId, chat: ChatOfCase, agentId: AgentId): Promise<void> {
  const present = await lockCaseOfChat(tx, chat.id)
  const { state } = present
  switch (state.kind) {
    case 'idle':
    case 'closed': {
      // There is no conversation without a case: what an agent writes after the end begins the next, and it is his.
      const opened = await openCase(tx, newId, chat.id, tx.nowMs)
      const begun = await changeCase(tx, opened, { automation: await remembering(tx, opened, ANSWERED) })
      await giveTo(tx, newId, begun, agentId, { how: 'claimed', teamId: await homeTeam(tx, begun) })
      return
    }
    case 'queued':
    case 'withBot': {
      const answered = await changeCase(tx, present, { automation: await remembering(tx, present, ANSWERED) })
      await giveTo(tx, newId, answered, agentId, { how: 'claimed', teamId: await homeTeam(tx, answered) })
      return
    }
    case 'assigned':
      await changeCase(tx, present, {
        state: { ...state, answerByMs: null },
        automation: await remembering(tx, present, ANSWERED),
      })
  }
}

/** Somebody answered in the channel itself: nobody has to answer any more, neither an agent in time nor the rules. */
export async function answeredOutside(tx: Write, chat: ChatOfCase): Promise<void> {
  const present = await lockCaseOfChat(tx, chat.id)
  const { state } = present
  if (state.kind === 'idle' || state.kind === 'closed') return
  await changeCase(tx, present, {
    ...(state.kind === 'assigned' ? { state: { ...state, answerByMs: null } } : {}),
    automation: await remembering(tx, present, ANSWERED),
  })
}

/** Whose queue the case belongs to: that which it came from, else its agent's, else that of its channel. */
export async function homeTeam(view: Read, itsCase: StoredCase): Promise<TeamId | null> {
  const { state } = itsCase
  const { teams } = await readDirectory(view)
  const present = (id: TeamId | null | undefined) => teams.find((team) => team.id === id)?.id
  const own = state.kind === 'queued' || state.kind === 'assigned' ? present(state.teamId) : undefined
  if (own) return own
  const [agent] = state.kind === 'assigned' ? await agentsByIds(view, [state.agentId]) : []
  const ofAgent = agent?.teamIds.map(present).find((id) => id !== undefined)
  if (ofAgent) return ofAgent
  const chat = await chatById(view, itsCase.chatId)
  if (!chat) throw new Error('A case without its chat.')
  const person = await personNow(view, chat.channelId)
  if (person.kind === 'team') return person.teamId
  const [receiver] = await agentsByIds(view, [person.agentId])
  return receiver?.teamIds.map(present).find((id) => id !== undefined) ?? null
}

async function giveToReceiver(tx: Write, newId: NewId, chat: ChatOfCase, given: StoredCase): Promise<void> {
  const receiver = await receiverNow(tx, chat.channelId)
  switch (receiver.kind) {
    case 'bot':
      await askBot(tx, newId, await giveToBot(tx, newId, given, receiver.botId))
      return
    case 'agent':
      // The administrator's own choice, like a person's: neither his status nor his capacity stands in its way.
      await giveTo(tx, newId, given, receiver.agentId, { how: 'automatically', teamId: null })
      return
    case 'team':
      await queueCase(tx, newId, given, receiver.teamId, 'new')
  }
}
