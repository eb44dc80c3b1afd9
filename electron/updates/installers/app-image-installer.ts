import { chmodSync, copyFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { err, ok } from '#shared/lib/result'
import type { Installer } from './installer'

/**
 * The one file of an AppImage, replaced by one renaming. Not by electron-updater, which deletes the old file before the
 * new one is in its place: killed in between, it leaves no Otklik.
 */
export function appImageInstaller(image: string, restart: (program: string) => void): Installer {
  const fresh = join(dirname(image), '.otklik.AppImage.new')
  return {
    form: 'appImage',
    isPrepared: () => false,
    prepare(path) {
      try {
        copyFileSync(path, fresh)
        chmodSync(fresh, 0o755)
        return Promise.resolve(ok(null))
      } catch (error) {
        rmSync(fresh, { force: true })
        const { code = 'unknown' } = error as NodeJS.ErrnoException
        return Promise.resolve(err({ reason: code === 'ENOSPC' ? 'diskFull' : 'notWritable', detail: code }))
      }
    },
    install(_version, isRestart) {
      renameSync(fresh, image)
      if (isRestart) restart(image)
    },
    confirm() {
      rmSync(fresh, { force: true })
    },
    didNotStart: () => [],
  }
}
