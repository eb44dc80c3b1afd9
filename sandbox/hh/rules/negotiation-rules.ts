import { badArgument, negotiationsRefusal } from '../api-error'
import type { Chat, Manager, Message, MessagingStatus, Participant, Resume, Topic, Vacancy } from '../model'
import type { HhSettings } from '../settings'
import type { World } from '../world'
import { applicantOf, hasSeen, isRowFull } from './chat-rules'
import { PHONE_CALLS, toldState, type Stage } from './funnel'

/** Not documented. */
const MAX_MESSAGE_CHARACTERS = 10_000
/** The one address the employer has in its directory. */
export const ADDRESS_ID = '7001'

export interface StageMessage {
  readonly message: string | null
  readonly addressId: string | null
  readonly isSmsWanted: boolean
}

export function messagingStatus({ chat, resume, vacancy, messagingOverride }: Topic): MessagingStatus {
  if (messagingOverride) return messagingOverride
  if (resume.isGone) return 'resume_deleted'
  if (chat.isArchived) return 'archived'
  if (!chat.canApplicantWrite || !vacancy.allowsMessages) return 'disabled_by_employer'
  if (chat.isLimitReached) return 'overall_limit'
  return isRowFull(chat) ? 'in_a_row_limit' : 'ok'
}

export function stagesFor(topic: Topic): Stage[] {
  return topic.vacancy.funnel.stages.filter(({ id, isEntry }) => !isEntry && id !== topic.employerState)
}

export function collectionOf(topic: Topic): string {
  return topic.source === 'PHONE_CALL' && topic.employerState === 'response' ? PHONE_CALLS.id : topic.employerState
}

export function unreadByEmployer({ chat }: Topic): Message[] {
  const ours = chat.participants.filter(({ role }) => role === 'EMPLOYER')
  return chat.messages.filter(
    (message) =>
      message.sender.role === 'APPLICANT' && !message.isDeleted && !ours.some((manager) => hasSeen(manager, message)),
  )
}

export function hasUpdates(topic: Topic): boolean {
  return !topic.isOpened || unreadByEmployer(topic).length > 0
}

/** `POST /negotiations/read`, the résumé opened with `topic_id`, the old messages read (facts §5). */
export function markRead(topic: Topic): void {
  topic.isOpened = true
  const last = topic.chat.messages.at(-1)
  if (last) for (const who of topic.chat.participants) if (who.role === 'EMPLOYER') who.lastViewedId = last.id
}

export function openTopic(
  world: World,
  details: Pick<Topic, 'vacancy' | 'resume' | 'source' | 'state' | 'employerState' | 'isResponse'> & {
    readonly createdAtMs?: number
  },
  firstMessage?: (chat: Chat) => void,
): Topic {
  const { vacancy, resume, source, state, employerState, isResponse } = details
  const createdAtMs = details.createdAtMs ?? world.clock.now()
  const chat = world.addChat({ type: 'NEGOTIATION', employer: vacancy.employer, vacancy, resume, createdAtMs })
  seatOf(world, chat, vacancy.manager).isActive = true
  const topic: Topic = {
    id: `44${world.newId()}`,
    vacancy,
    resume,
    chat,
    source,
    isResponse,
    createdAtMs,
    updatedAtMs: createdAtMs,
    state,
    employerState,
    untoldState: null,
    isOpened: !isResponse,
    isViewedByApplicant: isResponse,
    messagingOverride: null,
  }
  world.topics.set(topic.id, topic)
  world.topicAdded.emit(topic)
  firstMessage?.(chat)
  return topic
}

/** The manager's place in the chat, kept after they have left. */
export function seatOf(world: World, chat: Chat, manager: Manager): Participant {
  const known = chat.participants.find(({ managerId }) => managerId === manager.id)
  if (known) return known
  const name = `${manager.firstName} ${manager.lastName}`
  return world.addParticipant(chat, { name, role: 'EMPLOYER', managerId: manager.id, isActive: false })
}

export function checkMove(topic: Topic, stageId: string, given: StageMessage, settings: HhSettings): void {
  const stage = stagesFor(topic).find(({ id }) => id === stageId)
  if (!stage) throw negotiationsRefusal('wrong_state')
  checkStageMessage(stage, given, settings)
  if (given.message !== null) refuseUnlessOpen(topic)
}

/** Gives the message that went with it. */
export function moveTopic(
  world: World,
  topic: Topic,
  stageId: string,
  manager: Manager,
  message: string | null,
): Message | null {
  const from = topic.employerState
  topic.employerState = stageId
  topic.untoldState = toldState(stageId)
  topic.updatedAtMs = world.clock.now()
  topic.isOpened = true
  const said = message === null ? null : sayWithStage(world, topic, manager, message)
  world.stageMoved.emit({ topic, from, manager })
  return said
}

/** Who says it does not join the chat by that: not documented, and the plainest. */
export function sayWithStage(world: World, topic: Topic, manager: Manager, text: string): Message {
  const said = world.addMessage(topic.chat, { sender: seatOf(world, topic.chat, manager), text, isOfStage: true })
  tellState(topic)
  return said
}

/** The applicant learns of the stage with the message that goes with it, or with the next one. */
export function tellState(topic: Topic): void {
  topic.state = topic.untoldState ?? topic.state
  topic.untoldState = null
}

export function checkStageMessage(stage: Stage, given: StageMessage, settings: HhSettings): void {
  const { message, addressId, isSmsWanted } = given
  if (message === null && (stage.isMessageRequired || isSmsWanted)) throw negotiationsRefusal('empty_message')
  if (addressId !== null && !stage.hasAddress) throw badArgument('address_id')
  if (addressId !== null && addressId !== ADDRESS_ID) throw negotiationsRefusal('address_not_found')
  if (message !== null) checkWording(message, settings)
}

export function checkWording(message: string, settings: HhSettings): void {
  if (message.trim() === '') throw negotiationsRefusal('message_cannot_be_empty')
  if ([...message].length > MAX_MESSAGE_CHARACTERS) throw negotiationsRefusal('too_long_message')
  const words = message.toLowerCase()
  if (settings.rudeWords.some((word) => words.includes(word)))
    throw negotiationsRefusal('inappropriate_language_message')
  if (settings.spamWords.some((word) => words.includes(word)))
    throw negotiationsRefusal('resource_policy_violation_message')
}

/** `prohibited` has no word of its own among the documented refusals. */
export function refuseUnlessOpen(topic: Topic): void {
  const status = messagingStatus(topic)
  if (status !== 'ok') throw negotiationsRefusal(status === 'prohibited' ? 'application_denied' : status)
}

/** Contacts are open to whoever the applicant responded to, without spending a view (facts §8). */
export function areContactsOpen(world: World, resume: Resume, manager: Manager): boolean {
  if (resume.areContactsOpen) return true
  return [...world.topics.values()].some(
    ({ resume: known, vacancy, isResponse }) =>
      isResponse && known.applicantId === resume.applicantId && vacancy.employer === manager.employer,
  )
}

export function findTopic(world: World, vacancy: Vacancy, resume: Resume): Topic | null {
  return world.topicsOf(vacancy).find((topic) => topic.resume.id === resume.id) ?? null
}

export function applicantViews(world: World, topic: Topic): void {
  topic.isViewedByApplicant = true
  const last = topic.chat.messages.at(-1)
  if (last) applicantOf(topic.chat).lastViewedId = last.id
}
