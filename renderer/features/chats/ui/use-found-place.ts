import { useEffect, useState } from 'react'

import type { ChatId, MessageId } from '#shared/domain/ids'

import { useDeskData } from '../../../data/desk-data-context'

/** `there`: it is on the screen, or about to be. */
export type PlaceState = 'loading' | 'there' | 'offline' | 'gone'

export interface PlaceOnTheWay {
  readonly state: PlaceState
  /** How many messages the timeline has to show for the place to be among them; 0: not known yet. */
  readonly needed: number
}

/** So much stands above the found message. */
const CONTEXT = 30
/** More pages than that nobody waits for. */
const MAX_PAGES = 200
const ON_THE_WAY: PlaceOnTheWay = { state: 'loading', needed: 0 }

/** Brings the conversation from the hub page by page until the cache has the found message. */
export function useFoundPlace(chatId: ChatId, messageId: MessageId | null): PlaceOnTheWay {
  const data = useDeskData()
  const [place, setPlace] = useState<{ readonly of: MessageId | null; readonly is: PlaceOnTheWay } | null>(null)
  useEffect(() => {
    if (messageId === null) return
    let isCurrent = true
    const tell = (is: PlaceOnTheWay) => {
      if (isCurrent) setPlace({ of: messageId, is })
    }
    const search = async () => {
      for (let page = 0; page < MAX_PAGES && isCurrent; page += 1) {
        const newer = await data.countNewer(chatId, messageId)
        if (newer !== null) {
          tell({ state: 'there', needed: newer + 1 + CONTEXT })
          return
        }
        const answer = await data.loadOlder(chatId)
        if (answer !== 'loaded') {
          // The last page came with the answer that it is the last one.
          const last = await data.countNewer(chatId, messageId)
          if (last !== null) tell({ state: 'there', needed: last + 1 + CONTEXT })
          else tell({ state: answer === 'offline' ? 'offline' : 'gone', needed: 0 })
          return
        }
      }
    }
    search().catch(() => {
      tell({ state: 'offline', needed: 0 })
    })
    return () => {
      isCurrent = false
    }
  }, [data, chatId, messageId])
  return place !== null && place.of === messageId ? place.is : ON_THE_WAY
}
