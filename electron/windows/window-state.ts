import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { readJson } from '#shared/lib/read-json'

import type { Rectangle } from './window-bounds'

export interface WindowState {
  readonly bounds: Rectangle | null
  readonly isMaximized: boolean
  readonly theme: 'system' | 'light' | 'dark'
  /** The first frame is as large as all others. */
  readonly scalePercent: number
}

const UNKNOWN: WindowState = { bounds: null, isMaximized: false, theme: 'system', scalePercent: 100 }

export function windowStatePath(userData: string): string {
  return join(userData, 'window.json')
}

/**
 * Read before anything else is loaded, hence a small file of its own and no schema library. Whatever is not as
 * expected is as good as absent: nothing but the window's place and first colour depends on it.
 */
export function readWindowState(userData: string): WindowState {
  try {
    return parseWindowState(readJson(readFileSync(windowStatePath(userData), 'utf8')))
  } catch (error) {
    if (error instanceof Error) return UNKNOWN
    throw error
  }
}

export function parseWindowState(value: unknown): WindowState {
  if (typeof value !== 'object' || value === null) return UNKNOWN
  const { bounds, isMaximized, theme, scalePercent } = value as Partial<Record<keyof WindowState, unknown>>
  return {
    bounds: isRectangle(bounds) ? bounds : null,
    isMaximized: isMaximized === true,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    scalePercent: typeof scalePercent === 'number' && scalePercent >= 80 && scalePercent <= 200 ? scalePercent : 100,
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false
  const { x, y, width, height } = value as Partial<Record<keyof Rectangle, unknown>>
  return [x, y, width, height].every((side) => Number.isInteger(side))
}
