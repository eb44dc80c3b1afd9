import { existsSync } from 'node:fs'

import { ok } from '#shared/lib/result'
import type { Installer } from './installer'

/** Starts a program that outlives this one. */
export type StartProgram = (path: string, args: readonly string[]) => void

/**
 * Windows, installed for one person: the release is an installer of electron-builder's NSIS, which waits for Otklik to
 * end, replaces it, and starts it again where it is told to. For all of a computer it would need an administrator.
 */
export function nsisInstaller(start: StartProgram): Installer {
  let ready: string | null = null
  return {
    form: 'nsis',
    isPrepared: () => false,
    prepare(path) {
      ready = path
      return Promise.resolve(ok(null))
    },
    install(version, isRestart) {
      if (ready === null || !existsSync(ready)) throw new Error(`the installer of ${version} is not there`)
      start(ready, ['/S', '--updated', ...(isRestart ? ['--force-run'] : [])])
    },
    confirm() {
      // The installer has put everything away.
    },
    didNotStart: () => [],
  }
}
