import { join } from 'node:path'

import { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'
import { createFileWriter } from '../settings/file-writer'
import { openJsonStore } from '../settings/json-store'

/** Enough for every message that a desk could be told of again after a restart. */
const KEPT = 2_000

export interface ToldMessages {
  /** Is this message new here? From then on it is not: what is answered with yes survives a crash. */
  take(messageId: string): Promise<boolean>
  /** Which of these are new here; as `take`, written down once for all of them. */
  takeAll(messageIds: readonly string[]): Promise<readonly string[]>
}

export interface ToldList {
  read(): readonly string[]
  /** Resolves once the list is durable. */
  write(ids: readonly string[]): Promise<void>
}

export function createToldMessages(list: ToldList, logger: Logger): ToldMessages {
  const told = new Set(list.read())
  const takeAll = async (messageIds: readonly string[]): Promise<readonly string[]> => {
    const fresh = [...new Set(messageIds)].filter((id) => !told.has(id))
    if (fresh.length === 0) return []
    for (const id of fresh) told.add(id)
    for (const oldest of told) {
      if (told.size <= KEPT) break
      told.delete(oldest)
    }
    try {
      await list.write([...told])
    } catch (error) {
      // Told twice after a crash is better than not told at all.
      logger.error('the list of what was told could not be written', { cause: describeError(error) })
    }
    return fresh
  }
  return { takeAll, take: async (messageId) => (await takeAll([messageId])).length > 0 }
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
  const writer = createFileWriter(join(folder, 'told.json'))
  return {
    read: () => store.read().ids,
    write: (ids) => writer.write(JSON.stringify({ ids })),
  }
}
