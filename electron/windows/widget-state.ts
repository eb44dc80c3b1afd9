import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describeError, type Logger } from '#shared/lib/logger'
import { z } from 'zod'

import type { Point } from './widget-bounds'

const schema = z.object({ corner: z.object({ x: z.number().int(), y: z.number().int() }) })

function pathIn(userData: string): string {
  return join(userData, 'widget.json')
}

/** `null`: never moved, or not readable; nothing but its place depends on it. */
export function readWidgetCorner(userData: string): Point | null {
  try {
    return schema.safeParse(JSON.parse(readFileSync(pathIn(userData), 'utf8'))).data?.corner ?? null
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

export function keepWidgetCorner(userData: string, corner: Point, logger: Logger): void {
  writeFile(pathIn(userData), JSON.stringify({ corner })).catch((error: unknown) => {
    logger.warn('the place of the widget could not be kept', { error: describeError(error) })
  })
}
