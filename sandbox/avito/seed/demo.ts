import { clientContent } from '../client-content'
import type { ClientMessage } from '../control'
import { makeItem } from '../make-item'
import type { World } from '../world'
import { demoChats, type DemoChat } from './demo-chats'

const MINUTE_MS = 60_000

/** Chats of the last days, so that the first screen looks like the middle of a working week. */
export function seedDemo(world: World): void {
  for (const demo of demoChats) seedChat(world, demo)
}

function seedChat(world: World, demo: DemoChat): void {
  const now = world.clock.now()
  const clientId = world.newNumber()
  const [first] = demo.lines
  const chat = world.addChat({
    client: { id: clientId, name: demo.clientName, avatarUrl: null },
    item: demo.item && makeItem(world, demo.item, clientId),
    createdAtMs: now - (first?.minutesAgo ?? 0) * MINUTE_MS,
  })
  for (const line of demo.lines) {
    const createdAtMs = now - line.minutesAgo * MINUTE_MS
    const { type, content } = clientContent(world, withoutMeta(line.says))
    const isOurs = line.by === 'us'
    world.addMessage(
      chat,
      {
        authorId: line.by === 'us' ? world.account.id : line.by === 'avito' ? 0 : clientId,
        type,
        content,
        createdAtMs,
        isRead: isOurs || !line.isUnread,
        readAtMs: isOurs && !line.isUnread ? createdAtMs + 3 * MINUTE_MS : null,
      },
      { isSilent: true },
    )
  }
}

function withoutMeta(says: string | ClientMessage): ClientMessage {
  return typeof says === 'string' ? { text: says } : says
}
