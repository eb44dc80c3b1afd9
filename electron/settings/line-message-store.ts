import { z } from 'zod'

import { lineMessage } from '#shared/contract/ipc/sip'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import type { LineMessageStore } from '../sip/phone-ports'
import { openJsonStore } from './json-store'

const file = z.object({ messages: z.array(lineMessage.extend({ key: z.string() })) })

/** Texts that came to the lines, newest first, in `line-messages.json`. */
export function openLineMessages(folder: string, logger: Logger, clock: Clock): LineMessageStore {
  const store = openJsonStore({
    folder,
    name: 'line-messages',
    schema: file,
    defaults: { messages: [] },
    logger,
    clock,
  })
  return {
    list: () => store.read().messages,
    save(messages) {
      store.write({ messages: [...messages] })
    },
  }
}
