import type { RawData } from 'ws'

import { readJson } from '#shared/lib/read-json'

interface FrameSchema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false }
}

/** One JSON text frame; `null`: it is none, or not of this kind. */
export function parseFrame<T>(schema: FrameSchema<T>, data: RawData, isBinary: boolean): T | null {
  if (isBinary || !Buffer.isBuffer(data)) return null
  try {
    const parsed = schema.safeParse(readJson(data.toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
