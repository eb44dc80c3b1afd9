import type { SandboxChat, SandboxItem, SandboxMessage } from './model'
import type { World } from './world'

/** The platform's JSON, field for field as in section 3 of the facts file. */
export function chatJson(world: World, chat: SandboxChat) {
  const last = chat.messages.at(-1)
  const { client, item } = chat
  return {
    id: chat.id,
    created: seconds(chat.createdAtMs),
    updated: seconds(chat.updatedAtMs),
    ...(item ? { context: { type: 'item', value: itemJson(item) } } : {}),
    users: [
      { id: world.account.id, name: world.account.name, parsing_allowed: true },
      {
        id: client.id,
        name: client.name,
        parsing_allowed: true,
        public_user_profile: {
          user_id: client.id,
          ...(item ? { item_id: item.id } : {}),
          url: `https://avito.ru/user/${String(client.id)}/profile`,
          ...(client.avatarUrl === null
            ? {}
            : { avatar: { default: client.avatarUrl, images: { '64x64': client.avatarUrl } } }),
        },
      },
    ],
    ...(last ? { last_message: lastMessageJson(last) } : {}),
  }
}

export function messageJson(message: SandboxMessage) {
  const { quote } = message
  return {
    id: message.id,
    author_id: message.authorId,
    created: seconds(message.createdAtMs),
    direction: message.direction,
    type: message.type,
    content: message.content,
    is_read: message.isRead,
    ...(message.readAtMs === null ? {} : { read: seconds(message.readAtMs) }),
    quote: quote && {
      id: quote.id,
      author_id: quote.authorId,
      created: seconds(quote.createdAtMs),
      type: quote.type,
      content: quote.content,
    },
  }
}

export function webhookJson(world: World, chat: SandboxChat, message: SandboxMessage, notificationId: string) {
  return {
    id: notificationId,
    version: 'v3.0.0',
    timestamp: seconds(world.clock.now()),
    payload: {
      type: 'message',
      value: {
        id: message.id,
        chat_id: chat.id,
        user_id: world.account.id,
        author_id: message.authorId,
        created: seconds(message.createdAtMs),
        published_at: new Date(message.createdAtMs).toISOString().replace(/\.\d+Z$/, 'Z'),
        type: message.type,
        chat_type: chat.type,
        content: message.content,
        item_id: chat.type === 'u2i' ? (chat.item?.id ?? null) : null,
        read: message.readAtMs === null ? null : seconds(message.readAtMs),
      },
    },
  }
}

export function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}

function lastMessageJson(message: SandboxMessage) {
  return {
    id: message.id,
    author_id: message.authorId,
    created: seconds(message.createdAtMs),
    direction: message.direction,
    type: message.type,
    content: message.content,
    delivered: seconds(message.createdAtMs),
    ...(message.readAtMs === null ? {} : { read: seconds(message.readAtMs) }),
  }
}

function itemJson(item: SandboxItem) {
  const section = { goods: 'tovary', vacancy: 'vakansii', resume: 'rezume' }[item.kind]
  return {
    id: item.id,
    title: item.title,
    price_string: item.price,
    status_id: 10,
    url: `https://avito.ru/moskva/${section}/${String(item.id)}`,
    user_id: item.ownerId,
    ...(item.imageUrl === null ? {} : { images: { count: 1, main: { '140x105': item.imageUrl } } }),
    location: { title: 'Москва', lat: 55.7558, lon: 37.6173 },
  }
}
