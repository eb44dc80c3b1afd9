import { z } from 'zod'

import { channelName } from '#shared/contract/release'
import type { Logger } from '#shared/lib/logger'
import { openNoteFile } from '../note-file'

const memory = z.object({
  /** Decides this computer's place in the line of a staged release. */
  installation: z.string(),
  /** When the newest release that was accepted from each channel had been published. */
  seen: z.record(channelName, z.number()),
  /** Since when a version has stood ready: from then on the company's patience is counted. */
  ready: z.object({ version: z.string(), atMs: z.number() }).nullable(),
  quietUntilMs: z.number(),
})
type Memory = z.output<typeof memory>

export interface UpdateMemory {
  get(): Memory
  change(part: Partial<Memory>): void
}

export function openUpdateMemory(path: string, newId: () => string, logger: Logger): UpdateMemory {
  const file = openNoteFile(path, memory, logger)
  const loaded = file.load()
  let now: Memory = loaded ?? { installation: newId(), seen: {}, ready: null, quietUntilMs: 0 }
  if (!loaded) file.save(now)
  return {
    get: () => now,
    change(part) {
      now = { ...now, ...part }
      file.save(now)
    },
  }
}
