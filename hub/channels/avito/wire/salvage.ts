import { createHash } from 'node:crypto'

import { unixSeconds } from '../../platform/wire-time'
import { wireMessage, type WireMessage } from './schemas'

/** A message that cannot be read still has its place in the chat: at its own time where that can be read, else now. */
export function salvage(item: unknown, nowMs: number): WireMessage {
  const fields = typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>) : {}
  const { id, type, direction } = fields
  const hash = createHash('sha256').update(JSON.stringify(item)).digest('hex').slice(0, 24)
  const created = unixSeconds.safeParse(fields['created'])
  return wireMessage.parse({
    id: typeof id === 'string' && id !== '' ? id : `unreadable-${hash}`,
    created: created.success ? created.data : Math.floor(nowMs / 1000),
    direction,
    type: typeof type === 'string' ? type : 'unknown',
    content: null,
  })
}
