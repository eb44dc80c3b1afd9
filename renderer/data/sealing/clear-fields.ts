/**
 * What stands in the open in an encrypted cache: ids, times, ranks and marks, by which rows are found and kept in order.
 * Names, phones, texts, subjects and files never; an index over anything else has to be thought about here first.
 */
export const CLEAR_FIELDS: Readonly<Record<string, readonly string[]>> = {
  meta: ['key', 'generation', 'keyId'],
  chats: ['id', 'negAt', 'unreadMark', 'casePlace', 'caseRank', 'caseKey', 'openMark'],
  messages: ['id', 'chatId', 'negAt', 'unsentMark'],
  channels: ['id'],
  agents: ['id'],
  calls: ['id', 'negAt'],
  // More than the indexes need, so that after the loss of a key one can say where how many answers were not sent.
  outbox: ['order', 'id', 'chatId', 'messageId'],
  images: ['messageId'],
  drafts: ['chatId'],
  draftImages: ['chatId'],
  histories: ['chatId'],
  views: ['id'],
  remarkDrafts: ['callId'],
  hubDrafts: ['chatId'],
  textParts: ['id'],
  textQueue: ['order'],
  textState: ['key'],
}

/** Given by IndexedDB after the row was sealed: it cannot be part of what is authenticated. */
export const GIVEN_BY_DATABASE: Readonly<Record<string, string>> = { outbox: 'order', textQueue: 'order' }
