import type { ChatSubject } from '#shared/domain/chat'

import type { IngestedChat } from '../../channel'
import type { WireChat } from './schemas'

/** What the driver needs to know of a chat. */
export interface ChatFacts {
  readonly chat: IngestedChat
  /** Changes whenever something in the chat changed that the list shows. */
  readonly signature: string
  readonly itemId: number | null
  readonly avatarUrl: string | null
}

/** As the platform tells it: that a client is blocked and which picture is kept it does not know. */
export function mapChat(wire: WireChat, ownUserId: number): ChatFacts {
  const client = wire.users.find((user) => user.id !== ownUserId) ?? null
  const avatar = client?.public_user_profile?.avatar
  return {
    chat: {
      externalId: wire.id,
      clientExternalId: client ? String(client.id) : `chat:${wire.id}`,
      clientName: client?.name ?? '',
      avatarFileId: null,
      subject: mapSubject(wire, ownUserId),
      createdAtMs: wire.created * 1000,
      access: 'open',
    },
    signature: signatureOf(wire),
    itemId: wire.context?.value.id ?? null,
    avatarUrl: pickImage(avatar?.images ?? {}, 128)?.url ?? avatar?.default ?? null,
  }
}

export function signatureOf(wire: WireChat): string {
  const last = wire.last_message
  return [wire.updated, last?.id ?? '', last?.type ?? '', last?.read ?? ''].join('|')
}

/** «Job vertical, observed» in the facts file: the ad is the applicant's résumé or our own vacancy. */
function mapSubject(wire: WireChat, ownUserId: number): ChatSubject | null {
  const value = wire.context?.value
  if (!value || value.title === null || value.title === undefined) return null
  const isOwnAd = value.user_id === ownUserId
  const url = value.url ?? ''
  const kind = !isOwnAd && /rezume/.test(url) ? 'resume' : isOwnAd && /vakans/.test(url) ? 'vacancy' : 'item'
  return {
    kind,
    title: value.title,
    price: value.price_string ?? null,
    url: value.url ?? null,
    imageUrl: pickImage(value.images?.main ?? {}, 140)?.url ?? null,
  }
}

export interface SizedImage {
  readonly url: string
  readonly width: number
  readonly height: number
}

/** The smallest that is at least `minWidth` wide, else the largest; `Infinity` asks for the largest. */
export function pickImage(sizes: Readonly<Record<string, string>>, minWidth: number): SizedImage | null {
  const known = Object.entries(sizes)
    .map(([size, url]) => {
      const [width = 0, height = 0] = size.split('x').map(Number)
      return { url, width: Number.isFinite(width) ? width : 0, height: Number.isFinite(height) ? height : 0 }
    })
    .sort((a, b) => a.width - b.width)
  return known.find((image) => image.width >= minWidth) ?? known.at(-1) ?? null
}
