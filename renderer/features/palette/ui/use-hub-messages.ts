import { useEffect, useState } from 'react'

import { useDeskData } from '../../../data/desk-data-context'
import { isMeant, type FoundMessage, type NarrowedMessages } from '../../../data/found-message'
import { useClock } from '../../../ui/clock-context'

export interface HubMessages {
  readonly found: readonly FoundMessage[]
  readonly state: 'idle' | 'asking' | 'answered' | 'offline'
}

/** A pause in typing: the hub is asked for words, not for each of their letters. */
const PAUSE_MS = 350
const SHORTEST = 3
const IDLE: HubMessages = { found: [], state: 'idle' }

/** What is beyond the cache: the hub goes on where this computer ends (spec F3). */
export function useHubMessages(typed: string, narrowed: NarrowedMessages | undefined): HubMessages {
  const data = useDeskData()
  const clock = useClock()
  const [held, setHeld] = useState<{ readonly typed: string; readonly is: HubMessages } | null>(null)
  // Of a message that is not here the hub does not say the channel.
  const isAsked = typed.trim().length >= SHORTEST && (narrowed?.channelIds ?? null) === null
  useEffect(() => {
    if (!isAsked) return
    let isCurrent = true
    const timer = clock.schedule(PAUSE_MS, () => {
      void data.searchHub(typed).then((reply) => {
        if (!isCurrent) return
        setHeld({ typed, is: reply.ok ? { found: reply.value, state: 'answered' } : { found: [], state: 'offline' } })
      })
    })
    return () => {
      isCurrent = false
      timer.dispose()
    }
  }, [data, clock, typed, isAsked])
  if (!isAsked) return IDLE
  if (held?.typed !== typed) return { found: [], state: 'asking' }
  return narrowed ? { ...held.is, found: held.is.found.filter((found) => isMeant(found, null, narrowed)) } : held.is
}
