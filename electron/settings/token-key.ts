import { randomBytes } from 'node:crypto'
import { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { openJsonStore } from './json-store'
import type { SecretBox } from './secret-box'

/** The key that encrypts the channels' tokens in the hub's database: 32 bytes in base64, made at the first start. */
export function readTokenKey(folder: string, box: SecretBox, logger: Logger, clock: Clock): string {
  const schema = z.object({ sealed: z.string().nullable() })
  const store = openJsonStore<z.output<typeof schema>>({
    folder,
    name: 'hub-key',
    schema,
    defaults: { sealed: null },
    logger,
    clock,
  })
  const { sealed } = store.read()
  const known = sealed === null ? null : box.open(sealed)
  if (known !== null) return known
  if (sealed !== null) logger.error('the key of the channels can no longer be opened: they must be authorised again')
  const made = randomBytes(32).toString('base64')
  store.write({ sealed: box.seal(made) })
  return made
}
