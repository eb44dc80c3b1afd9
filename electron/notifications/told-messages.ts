import { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { openJsonStore } from '../settings/json-store'

/** Enough for every message that a desk could be told of again after a restart. */
const KEPT = 2_000

export interface ToldMessages {
  /** Is this message new here? From then on it is not. */
  take(messageId: string): boolean
}

export interface ToldList {
  read(): readonly string[]
  write(ids: readonly string[]): void
}

export function createToldMessages(list: ToldList): ToldMessages {
  const told = new Set(list.read())
  return {
    take(messageId) {
      if (told.has(messageId)) return false
      told.add(messageId)
      for (const oldest of told) {
        if (told.size <= KEPT) break
        told.delete(oldest)
      }
      list.write([...told])
      return true
    },
  }
}

/** Survives restarts, so that catching up tells nobody twice. */
export function openToldList(folder: string, logger: Logger, clock: Clock): ToldList {
  const schema = z.object({ ids: z.array(z.string()) })
  const store = openJsonStore<z.output<typeof schema>>({
    folder,
    name: 'told',
    schema,
    defaults: { ids: [] },
    logger,
    clock,
  })
  return {
    read: () => store.read().ids,
    write: (ids) => {
      store.write({ ids: [...ids] })
    },
  }
}
