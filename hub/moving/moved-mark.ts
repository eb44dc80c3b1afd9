import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { MOVED_BACK_FILE, MOVED_FILE } from '#shared/contract/hub-process'

/** Nothing of this folder is served any more: a team's hub has it, or will have it. */
export class MovedError extends Error {
  constructor() {
    super('The content of this hub was taken to a team’s hub.')
    this.name = 'MovedError'
  }
}

export function wasMoved(folder: string): boolean {
  return existsSync(join(folder, MOVED_FILE))
}

/** Answers whether it was not there before. */
export function markMoved(folder: string, nowMs: number): boolean {
  const isNew = !wasMoved(folder)
  if (isNew) {
    const content = JSON.stringify({ movedAt: new Date(nowMs).toISOString() })
    writeFileSync(join(folder, MOVED_FILE), `${content}\n`, { flush: true })
  }
  return isNew
}

/** Nothing has left. */
export function unmarkMoved(folder: string): void {
  rmSync(join(folder, MOVED_FILE), { force: true })
}

/** The hub was called back: what it has may have been served elsewhere meanwhile. */
export function wasCalledBack(folder: string): boolean {
  return existsSync(join(folder, MOVED_BACK_FILE))
}

export function calledBackDone(folder: string): void {
  rmSync(join(folder, MOVED_BACK_FILE), { force: true })
}

/** Main does the same without the hub (electron/hub/moving.ts). */
export function callBack(folder: string): void {
  renameSync(join(folder, MOVED_FILE), join(folder, MOVED_BACK_FILE))
}
