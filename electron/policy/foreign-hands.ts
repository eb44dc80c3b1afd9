import { realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Owned {
  readonly uid: number
  readonly mode: number
}

const OTHERS_MAY_WRITE = 0o022
/** In such a folder (`/tmp`) nobody may rename or remove what is not theirs. */
const STICKY = 0o1000

/**
 * The first place on the way to a file that others than root may write to: the file, what a link leads to, and every
 * folder above either, whose owner could put another one in its place. `null`: there is none. Throws as `stat` does.
 */
export function foreignHands(path: string): string | null {
  const real = realpathSync(path)
  return firstForeign([...new Set([real, ...foldersAbove(real), ...foldersAbove(path)])], (each) => statSync(each))
}

export function firstForeign(places: readonly string[], owned: (place: string) => Owned): string | null {
  const isForeign = (place: string, index: number): boolean => {
    const { uid, mode } = owned(place)
    const isSharedFolder = index > 0 && (mode & STICKY) !== 0
    return uid !== 0 || ((mode & OTHERS_MAY_WRITE) !== 0 && !isSharedFolder)
  }
  return places.find(isForeign) ?? null
}

function foldersAbove(path: string): string[] {
  const above = dirname(path)
  return above === path ? [] : [above, ...foldersAbove(above)]
}
