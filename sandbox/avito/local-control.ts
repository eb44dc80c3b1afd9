import { clientContent } from './client-content'
import type { SandboxContext } from './context'
import type { AvitoControl, ClientMessage } from './control'
import { createJobControl } from './jobs/local-job-control'
import { makeItem } from './make-item'
import type { SandboxChat, SandboxMessage } from './model'
import type { ShiftedClock } from '../lib/shifted-clock'

/** Avito's own voice in a chat (facts file: author 0 or 1). */
const SYSTEM_AUTHOR = 0

export function createLocalControl(sandbox: SandboxContext, clock: ShiftedClock): AvitoControl {
  const { world, tokens, settings, webhooks, job, faults, rateLimit, accepted, counts } = sandbox
  return {
    ...createJobControl(sandbox),
    async clientWrites(message) {
      const chat = message.chatId === undefined ? startChat(sandbox, message) : world.chat(message.chatId)
      if (world.isBlacklisted(chat.client.id)) throw new Error('The client is on the blacklist')
      const { type, content } = clientContent(world, message)
      const quote = message.quote === undefined ? null : world.message(chat, message.quote)
      const authorId = type === 'system' ? SYSTEM_AUTHOR : chat.client.id
      const added = world.addMessage(chat, { authorId, type, content, quote })
      return { chatId: chat.id, messageId: added.id }
    },
    async clientReads(chatId) {
      world.readByClient(world.chat(chatId))
    },
    async agentWritesOutside(chatId, text) {
      const message = world.addMessage(world.chat(chatId), {
        authorId: world.account.id,
        type: 'text',
        content: { text },
      })
      return { messageId: message.id }
    },
    async deleteChat(chatId) {
      world.deleteChat(chatId)
    },
    async chats() {
      return world.chatsByUpdate().map(describeChat)
    },
    async messages(chatId) {
      return world.chat(chatId).messages.map((message) => ({
        id: message.id,
        direction: message.direction,
        type: message.type,
        text: textOf(message),
        createdAtMs: message.createdAtMs,
        isRead: message.isRead,
        readAtMs: message.readAtMs,
      }))
    },
    async received(chatId) {
      return accepted
        .filter((entry) => chatId === undefined || entry.chatId === chatId)
        .map(({ chatId: id, message }) => ({
          id: message.id,
          chatId: id,
          type: message.type,
          text: textOf(message),
          createdAtMs: message.createdAtMs,
          isDeleted: message.type === 'deleted',
        }))
    },
    async expireAccessTokens() {
      tokens.expireAccess()
    },
    async revokeRefreshTokens() {
      tokens.revokeRefresh()
    },
    async expireVoiceLinks() {
      world.expireVoiceLinks()
    },
    async forgetVoices() {
      world.forgetVoices()
    },
    async setTariff(isPaid) {
      settings.isTariffPaid = isPaid
    },
    async setRateLimit(perMinute) {
      rateLimit.perMinute = perMinute
    },
    async inject(fault) {
      faults.add(fault)
    },
    async clearFaults() {
      faults.clear()
    },
    async setWebhook(behaviour) {
      webhooks.delivery.setBehaviour(behaviour)
      job.hooks.delivery.setBehaviour(behaviour)
    },
    async webhooks() {
      return webhooks.subscriptions()
    },
    async setListShape(shape) {
      settings.listShape = shape
    },
    async setRedirectUrl(url) {
      settings.redirectUrl = url
    },
    async advanceClock(ms) {
      clock.advance(ms)
    },
    async stats() {
      return {
        requests: counts.requests,
        unauthorised: counts.unauthorised,
        tokensIssued: tokens.issued,
        accepted: accepted.length,
        faultsPending: faults.pending,
        webhooksDelivered: webhooks.delivery.counts.delivered + job.hooks.delivery.counts.delivered,
        webhooksFailed: webhooks.delivery.counts.failed + job.hooks.delivery.counts.failed,
        blacklist: [...world.blacklist],
      }
    },
  }
}

function startChat({ world }: SandboxContext, message: ClientMessage): SandboxChat {
  const clientId = world.newNumber()
  const item =
    message.item === undefined
      ? { kind: 'vacancy' as const, title: 'Водитель-курьер', price: '90 000 ₽ за месяц' }
      : message.item
  const avatarId = message.avatar ? world.addScene('sunset') : null
  const avatarUrl = avatarId === null ? null : (world.imageSizes(avatarId)?.['140x105'] ?? null)
  const client = { id: clientId, name: message.clientName ?? 'Иван Петров', avatarUrl }
  return world.addChat({ client, item: item && makeItem(world, item, clientId) })
}

function describeChat(chat: SandboxChat) {
  return {
    id: chat.id,
    clientId: chat.client.id,
    clientName: chat.client.name,
    itemKind: chat.item?.kind ?? null,
    itemTitle: chat.item?.title ?? null,
    messageCount: chat.messages.length,
  }
}

function textOf(message: SandboxMessage): string | null {
  return typeof message.content['text'] === 'string' ? message.content['text'] : null
}
