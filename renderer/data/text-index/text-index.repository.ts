import { clientNameOf } from '#shared/domain/client-name'
import type { ChannelId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import type { DeskDatabase } from '../database'
import type { MessageEntry, TextQueueEntry, TextState } from '../rows'

export interface PartPlace {
  readonly segment: number
  readonly part: number
}

/** A message with what is known of its conversation. */
export interface ShownMessage {
  readonly message: Message
  readonly clientName: string
  readonly channelId: ChannelId | null
}

/** How far the index is. */
export interface IndexPosition {
  /** Messages up to this id were there when the index was made; `null`: none yet. */
  readonly scannedTo: MessageId | null
  readonly isScanned: boolean
  /** Changes up to here are in it. */
  readonly queueUpTo: number
}

export type StoredState = Pick<TextState, 'segments' | 'nextSegment' | 'position'>

export interface IndexWrite {
  readonly added: readonly { readonly segment: number; readonly parts: readonly Uint8Array[] }[]
  readonly removed: readonly { readonly segment: number; readonly parts: number }[]
  readonly state: StoredState
}

/** By which rules terms are made; an index of other rules is made anew. */
const RULES = 1
/** More than a segment ever has. */
const PARTS_PER_SEGMENT = 2 ** 20

/** The index of messages in the database of the desk: values of bytes under numbers, nothing else. */
export class TextIndexRepository {
  constructor(private readonly db: DeskDatabase) {}

  async readState(): Promise<StoredState | null> {
    const state = await this.db.textState.get('index')
    return state?.rules === RULES ? state : null
  }

  async readParts(places: readonly PartPlace[]): Promise<readonly (Uint8Array | undefined)[]> {
    const rows = await this.db.textParts.bulkGet(places.map(({ segment, part }) => partId(segment, part)))
    return rows.map((row) => row?.bytes)
  }

  async readAllParts(segment: number, count: number): Promise<readonly Uint8Array[]> {
    const rows = await this.db.textParts.where('id').between(partId(segment, 0), partId(segment, count)).toArray()
    return rows.map(({ bytes }) => bytes)
  }

  /** Rows and position in one transaction: a kill leaves the index as it was before. */
  async write({ added, removed, state }: IndexWrite): Promise<void> {
    const { db } = this
    await db.transaction('rw', [db.textParts, db.textState, db.textQueue], async () => {
      await db.textParts.bulkPut(
        added.flatMap(({ segment, parts }) => parts.map((bytes, part) => ({ id: partId(segment, part), bytes }))),
      )
      await db.textParts.bulkDelete(
        removed.flatMap(({ segment, parts }) => Array.from({ length: parts }, (_, part) => partId(segment, part))),
      )
      await this.keep(state)
    })
  }

  async clear(state: StoredState): Promise<void> {
    const { db } = this
    await db.transaction('rw', [db.textParts, db.textState, db.textQueue], async () => {
      await db.textParts.clear()
      await this.keep(state)
    })
  }

  async lastOfQueue(): Promise<number> {
    return (await this.db.textQueue.orderBy('order').last())?.order ?? 0
  }

  async readQueue(after: number, limit: number): Promise<readonly TextQueueEntry[]> {
    return this.db.textQueue.where('order').above(after).limit(limit).toArray()
  }

  async readAfter(id: MessageId | null, limit: number): Promise<readonly MessageEntry[]> {
    const messages = id === null ? this.db.messages.orderBy('id') : this.db.messages.where('id').above(id)
    return messages.limit(limit).toArray()
  }

  async readMessages(ids: readonly MessageId[]): Promise<readonly (MessageEntry | undefined)[]> {
    return this.db.messages.bulkGet([...ids])
  }

  /** What of these can be shown, each with the name of its conversation's client. */
  async readShown(ids: readonly MessageId[]): Promise<readonly ShownMessage[]> {
    const entries = (await this.db.messages.bulkGet([...ids])).filter((entry) => entry?.negAt !== undefined)
    const rows = entries.flatMap((entry) => entry?.row ?? [])
    const chatIds = [...new Set(rows.map(({ chatId }) => chatId))]
    const chats = await this.db.chats.bulkGet(chatIds)
    const known = new Map(chatIds.map((id, at) => [id, chats[at]?.row]))
    return rows.map((message) => {
      const chat = known.get(message.chatId)
      return { message, clientName: chat ? clientNameOf(chat) : '', channelId: chat?.channelId ?? null }
    })
  }

  async countUpTo(id: MessageId): Promise<number> {
    return this.db.messages.where('id').belowOrEqual(id).count()
  }

  async countMessages(): Promise<number> {
    return this.db.messages.count()
  }

  private async keep(state: StoredState): Promise<void> {
    await this.db.textState.put({ key: 'index', rules: RULES, ...state })
    await this.db.textQueue.where('order').belowOrEqual(state.position.queueUpTo).delete()
  }
}

function partId(segment: number, part: number): number {
  return segment * PARTS_PER_SEGMENT + part
}
