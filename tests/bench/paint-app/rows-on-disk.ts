import type { ChatEntry, MessageEntry } from '../../../renderer/data/rows'

/** The tables of the desk's cache that matter here, with its indexes, and no library around them. */
export function openRows(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('floor', 1)
    opening.onupgradeneeded = () => {
      const messages = opening.result.createObjectStore('messages', { keyPath: 'id' })
      messages.createIndex('timeline', ['chatId', 'negAt', 'id'])
      messages.createIndex('unsentMark', 'unsentMark')
      const chats = opening.result.createObjectStore('chats', { keyPath: 'id' })
      chats.createIndex('newest', ['negAt', 'id'])
      chats.createIndex('unread', ['unreadMark', 'negAt', 'id'])
      chats.createIndex('place', ['casePlace', 'caseRank', 'caseKey', 'id'])
      chats.createIndex('open', ['openMark', 'caseRank', 'caseKey', 'id'])
    }
    opening.onsuccess = () => {
      resolve(opening.result)
    }
    opening.onerror = () => {
      reject(new Error('The floor’s database did not open', { cause: opening.error }))
    }
  })
}

export async function putRows(
  opened: Promise<IDBDatabase>,
  messages: readonly MessageEntry[],
  chats: readonly ChatEntry[],
): Promise<void> {
  const writing = (await opened).transaction(['messages', 'chats'], 'readwrite', { durability: 'relaxed' })
  for (const entry of messages) writing.objectStore('messages').put(entry)
  for (const entry of chats) writing.objectStore('chats').put(entry)
  await new Promise<void>((resolve, reject) => {
    writing.oncomplete = () => {
      resolve()
    }
    writing.onabort = () => {
      reject(new Error('The rows of the floor were not written', { cause: writing.error }))
    }
  })
}

/** Newest first. */
export async function readNewest(opened: Promise<IDBDatabase>, chatId: string, count: number): Promise<MessageEntry[]> {
  const index = (await opened).transaction('messages').objectStore('messages').index('timeline')
  const reading = index.getAll(IDBKeyRange.bound([chatId], [chatId, []]), count) as IDBRequest<MessageEntry[]>
  return new Promise((resolve, reject) => {
    reading.onsuccess = () => {
      resolve(reading.result)
    }
    reading.onerror = () => {
      reject(new Error('The rows of the floor were not read', { cause: reading.error }))
    }
  })
}

/** A message that is posted in a frame comes after that frame's layout and painting. */
export function afterFrame(then: (nowMs: number) => void): void {
  requestAnimationFrame(() => {
    const painted = new MessageChannel()
    painted.port1.onmessage = () => {
      then(performance.now())
    }
    painted.port2.postMessage(null)
  })
}
