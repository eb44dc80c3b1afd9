import { randomBytes, randomUUID } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'

import type { StoredFile } from './model'

/** Not documented; an example in the facts only shows that there is a time. */
const LINK_LIFE_MS = 600_000
const MAX_BYTES = 20_971_520
const SIGNATURES: readonly (readonly [mimeType: string, bytes: readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
]

export const CONDITIONS = {
  files_upload: {
    max_size: MAX_BYTES,
    mime_type: SIGNATURES.map(([mimeType]) => mimeType),
    type: ['jpg', 'jpeg', 'png'],
  },
}

/** Upload links that expire, and files that wait to be sent (facts §6, rows 13 and 14). */
export class UploadDesk {
  private readonly links = new Map<string, { userId: string; expiresAtMs: number }>()
  private readonly uploaded = new Map<string, { userId: string; file: StoredFile }>()

  constructor(private readonly clock: Clock) {}

  openLink(userId: string): { state: string; expiresAtMs: number } {
    const state = randomBytes(16).toString('hex')
    const link = { userId, expiresAtMs: this.clock.now() + LINK_LIFE_MS }
    this.links.set(state, link)
    return { state, expiresAtMs: link.expiresAtMs }
  }

  isOpen(state: string, userId: string): boolean {
    const link = this.links.get(state)
    return link !== undefined && link.userId === userId && link.expiresAtMs > this.clock.now()
  }

  expireLinks(): void {
    for (const link of this.links.values()) link.expiresAtMs = this.clock.now()
  }

  keep(userId: string, file: StoredFile): string {
    const id = randomUUID()
    this.uploaded.set(id, { userId, file })
    return id
  }

  /** Only whoever uploaded it may send it. */
  find(id: string, userId: string): StoredFile | null {
    const found = this.uploaded.get(id)
    return found?.userId === userId ? found.file : null
  }
}

/** By what is in the file, not by its name. `null`: not a format of `CONDITIONS`, or too large. */
export function acceptedType(bytes: Uint8Array): string | null {
  if (bytes.length > MAX_BYTES) return null
  return SIGNATURES.find(([, head]) => head.every((byte, index) => bytes[index] === byte))?.[0] ?? null
}
