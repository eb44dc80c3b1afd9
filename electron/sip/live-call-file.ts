import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

import { z } from 'zod'

import { callOutcome, callRoute } from '#shared/contract/entities'
import { callId, chatId } from '#shared/contract/ids'
import { describeError, type Logger } from '#shared/lib/logger'
import type { LiveCall, LiveCallStore } from './phone-ports'

const liveCalls = z.array(
  z.object({
    answeredAtMs: z.number().nullable(),
    seenAtMs: z.number(),
    record: z.object({
      id: callId,
      chatId: chatId.nullable(),
      direction: z.enum(['incoming', 'outgoing']),
      route: callRoute.optional(),
      number: z.string(),
      name: z.string().nullable(),
      outcome: callOutcome,
      startedAtMs: z.number(),
      durationMs: z.number(),
      isSeen: z.boolean(),
    }),
  }),
)

/** A small JSON file, replaced whole. Written before a call goes on, so a kill leaves the last known state. */
export function liveCallFile(path: string, logger: Logger): LiveCallStore {
  return {
    save(calls) {
      try {
        if (calls.length === 0) {
          rmSync(path, { force: true })
          return
        }
        writeFileSync(`${path}.new`, JSON.stringify(calls), { mode: 0o600 })
        renameSync(`${path}.new`, path)
      } catch (error) {
        logger.warn('running calls not noted', { error: describeError(error) })
      }
    },
    load: () => read(path, logger),
  }
}

function read(path: string, logger: Logger): readonly LiveCall[] {
  try {
    return liveCalls.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      logger.warn('note of running calls unreadable', { error: error instanceof Error ? error.name : 'unknown' })
    }
    return []
  }
}
