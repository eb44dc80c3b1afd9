import type { BrowserWindow, Input } from 'electron'

import type { Settings } from '#shared/contract/ipc/app'
import type { Context } from '../context'

export const SCALE_STEPS = [80, 90, 100, 110, 125, 150, 175, 200] as const
const USUAL = 100

/**
 * How large everything is (spec L5): as the setting says, and by Ctrl with +, − and 0, by physical key. Chromium keeps one
 * zoom for all pages of an origin; it is set in each window all the same, since a page that is loaded anew may have none.
 */
export function followScale({ windows, settings, owned, desk }: Context): void {
  const seen = new WeakSet<BrowserWindow>()
  const apply = (): void => {
    for (const window of windows.all((kind) => kind !== 'media')) {
      window.webContents.setZoomFactor(settings.get().scalePercent / USUAL)
      if (seen.has(window)) continue
      seen.add(window)
      window.webContents.on('did-finish-load', apply)
      window.webContents.on('before-input-event', (event, input) => {
        const next = scaleAfter(input, settings.get().scalePercent)
        if (next === null) return
        event.preventDefault()
        change({ scalePercent: next })
      })
    }
  }
  const change = (part: Pick<Settings, 'scalePercent'>): void => {
    // What the company has locked stays as it is.
    settings.change(part)
  }
  apply()
  owned.add(settings.onChanged(apply))
  owned.add(windows.onEntered(apply))
  desk.window.webContents.on('zoom-changed', (_event, direction) => {
    change({ scalePercent: stepFrom(settings.get().scalePercent, direction === 'in' ? 1 : -1) })
  })
}

/** `null`: another key. */
export function scaleAfter(
  { type, code, control, meta, alt, shift }: Pick<Input, 'type' | 'code' | 'control' | 'meta' | 'alt' | 'shift'>,
  present: number,
): number | null {
  if (type !== 'keyDown' || !(control || meta) || alt) return null
  if (code === 'Equal' || code === 'NumpadAdd') return stepFrom(present, 1)
  if (shift) return null
  if (code === 'Minus' || code === 'NumpadSubtract') return stepFrom(present, -1)
  return code === 'Digit0' || code === 'Numpad0' ? USUAL : null
}

function stepFrom(present: number, by: 1 | -1): number {
  const others = SCALE_STEPS.filter((step) => (by === 1 ? step > present : step < present))
  return (by === 1 ? others[0] : others.at(-1)) ?? present
}
