import type { Migration } from './migration'

export const tables: Migration = {
  version: 1,
  stores: {
    meta: 'key',
    chats: 'id, [negAt+id], [unreadMark+negAt+id]',
    messages: 'id, [chatId+negAt+id], unsentMark',
    channels: 'id',
    agents: 'id',
    calls: 'id, [negAt+id]',
    outbox: '++order, &id',
    images: 'messageId',
    drafts: 'chatId',
    draftImages: 'chatId',
    histories: 'chatId',
  },
}
