import { randomBytes } from 'node:crypto'

import { v7 } from 'uuid'

/** UUIDv7. The package's own source of chance is a global that Node 18 (Electron 25) lacks. */
export function newId(): string {
  return v7({ random: randomBytes(16) })
}
