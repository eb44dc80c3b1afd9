import { createCandidateControl } from './candidate-control'
import type { AcceptedMessage, HhContext } from './context'
import type { HhControl } from './control'
import { makeVacancy } from './make-vacancy'
import type { Topic } from './model'
import { FUNNELS } from './rules/funnel'
import { checkMove, moveTopic, seatOf } from './rules/negotiation-rules'

const MONTH_MS = 2_592_000_000

export function createLocalControl(sandbox: HhContext): HhControl {
  const { world, tokens, settings, hooks, uploads, faults, accepted, counts, unpaidGroups } = sandbox
  return {
    ...createCandidateControl(sandbox),
    async grant(managerId) {
      const { access_token: accessToken, refresh_token: refreshToken } = tokens.issue(world.manager(managerId).userId)
      return { accessToken, refreshToken }
    },
    async managers() {
      return world.managers.map(({ id, userId, employer, firstName, lastName }) => ({
        id,
        userId,
        employerId: employer.id,
        name: `${firstName} ${lastName}`,
      }))
    },
    async addVacancy({ managerId, funnel = 'usual', ...details }) {
      const manager = managerId === undefined ? world.managers[0] : world.manager(managerId)
      if (!manager) throw new Error('The sandbox has no managers')
      const vacancy = makeVacancy(world, { ...details, manager, funnel: FUNNELS[funnel] })
      world.vacancyChanged.emit({ vacancy, what: 'published' })
      return { vacancyId: vacancy.id }
    },
    async vacancies() {
      return [...world.vacancies.values()].map(({ id, name, state }) => ({ id, name, state }))
    },
    async vacancyHappens(vacancyId, what) {
      const vacancy = vacancyById(sandbox, vacancyId)
      vacancy.changedAtMs = world.clock.now()
      if (what === 'archived') vacancy.state = 'archived'
      if (what === 'published') vacancy.state = 'active'
      if (what === 'prolonged') vacancy.expiresAtMs += MONTH_MS
      world.vacancyChanged.emit({ vacancy, what })
    },
    async setAllowsMessages(vacancyId, allows) {
      vacancyById(sandbox, vacancyId).allowsMessages = allows
    },
    async managerWritesOutside(managerId, chatId, text) {
      const chat = world.chat(chatId)
      const sender = seatOf(world, chat, world.manager(managerId))
      return { messageId: world.addMessage(chat, { sender, text }).id }
    },
    async managerMovesOutside(managerId, topicId, stage, message) {
      const given = { message: message ?? null, addressId: null, isSmsWanted: false }
      const topic = world.ownTopic(world.manager(managerId), topicId)
      checkMove(topic, stage, given, settings)
      moveTopic(world, topic, stage, world.manager(managerId), given.message)
    },
    async addManager(chatId, managerId) {
      seatOf(world, world.chat(chatId), world.manager(managerId)).isActive = true
    },
    async archiveChat(chatId, isArchived) {
      world.chat(chatId).isArchived = isArchived
    },
    async setLimitReached(chatId, isReached) {
      world.chat(chatId).isLimitReached = isReached
    },
    async setMessaging(topicId, status) {
      const topic = world.topics.get(topicId)
      if (!topic) throw new Error(`No such response: ${topicId}`)
      topic.messagingOverride = status
    },
    async chats() {
      return [...world.chats.values()].map((chat) => ({
        id: chat.id,
        name: chat.participants.find(({ role }) => role === 'APPLICANT')?.name ?? '',
        vacancyId: chat.vacancy?.id ?? null,
        resumeId: chat.resume.id,
        topicId: world.topicOf(chat)?.id ?? null,
        canApplicantWrite: chat.canApplicantWrite && !chat.isArchived,
      }))
    },
    async topics() {
      return [...world.topics.values()].map(describeTopic)
    },
    async received(chatId) {
      return accepted.filter((entry) => chatId === undefined || entry.chatId === chatId).map(describeAccepted)
    },
    async expireAccessTokens() {
      tokens.expireAccess()
    },
    async revokeAccess(managerId) {
      const { userId } = world.manager(managerId)
      tokens.revokeUser(userId)
      hooks.forgetUser(userId)
    },
    async forbidAccount(managerId, isForbidden) {
      world.manager(managerId).isForbidden = isForbidden
    },
    async expireUploadLinks() {
      uploads.expireLinks()
    },
    async setPaidGroup(group, isPaid) {
      if (isPaid) unpaidGroups.delete(group)
      else unpaidGroups.add(group)
    },
    async change(wanted) {
      Object.assign(settings, wanted)
    },
    async inject(fault) {
      faults.add(fault)
    },
    async clearFaults() {
      faults.clear()
    },
    async setWebhook(behaviour) {
      hooks.setBehaviour(behaviour)
    },
    async webhooks() {
      return hooks.state()
    },
    async advanceClock(ms) {
      sandbox.clock.advance(ms)
      hooks.wake()
    },
    async stats() {
      return {
        requests: counts.requests,
        refused: counts.refused,
        tokensIssued: tokens.issued,
        accepted: accepted.length,
        faultsPending: faults.pending,
      }
    },
  }
}

function vacancyById({ world }: HhContext, id: string) {
  const vacancy = world.vacancies.get(id)
  if (!vacancy) throw new Error(`No such vacancy: ${id}`)
  return vacancy
}

function describeTopic({ id, chat, vacancy, resume, state, employerState, isOpened }: Topic) {
  return { id, chatId: chat.id, vacancyId: vacancy.id, resumeId: resume.id, state, employerState, isOpened }
}

function describeAccepted({ chatId, message, manager }: AcceptedMessage) {
  const { id, text, file, isOfStage, isDeleted } = message
  return { id, chatId, managerId: manager.id, text, file: file?.name ?? null, isOfStage, isDeleted }
}
