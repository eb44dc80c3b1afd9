import type { IngestedMessage } from '../channels/channel'
import type { StoredChat } from '../store/chats'
import type { HeldChat } from '../store/held-responses'

/** A conversation whose words up to then were erased: `null` where the platform only says again what was there. */
export function withoutErased({ chat, messages }: HeldChat, untilMs: number): HeldChat | null {
  const { response, ...rest } = chat
  const isNewResponse = response !== undefined && response.respondedAtMs > untilMs
  const fresh = messages.filter(({ atMs }) => atMs > untilMs)
  if (fresh.length === 0 && !isNewResponse) return null
  return { chat: isNewResponse ? chat : rest, messages: fresh }
}

/** In a conversation that began anew after its former words were erased, only what came since. */
export function younger(
  { takenFromMs }: Pick<StoredChat, 'takenFromMs'>,
  messages: readonly IngestedMessage[],
): readonly IngestedMessage[] {
  return takenFromMs === null ? messages : messages.filter(({ atMs }) => atMs > takenFromMs)
}
