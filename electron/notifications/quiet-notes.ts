import { z } from 'zod'

import { quietSummary } from '#shared/contract/ipc/notices'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { openJsonStore, type JsonStore } from '../settings/json-store'
import type { QuietNotes } from './quiet-watch'

const schema = z.object({ running: quietSummary.nullable(), finished: quietSummary.nullable() })

export function openQuietNotes(folder: string, logger: Logger, clock: Clock): JsonStore<QuietNotes> {
  return openJsonStore<QuietNotes>({
    folder,
    name: 'quiet',
    schema,
    defaults: { running: null, finished: null },
    logger,
    clock,
  })
}
