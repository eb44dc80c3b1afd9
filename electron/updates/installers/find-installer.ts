import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { UpdatesOff } from '#shared/domain/updates/update-state'
import { appImageInstaller } from './app-image-installer'
import { folderInstaller } from './folder-installer'
import type { Installer } from './installer'

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  /** With all links followed, as Electron says it. */
  readonly execPath: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** Another program is started when this one has ended. */
  readonly restart: (program: string) => void
}

export type FoundInstaller = Installer | { readonly off: Extract<UpdatesOff, 'system' | 'byHand' | 'source'> }

/** How this Otklik was installed decides who may replace it. */
export function findInstaller(here: Surroundings): FoundInstaller {
  const { platform, isPackaged, execPath, environment, version, restart } = here
  if (!isPackaged) {
    // For tests of a build from source.
    const root = environment['OTKLIK_UPDATE_FOLDER']
    return root === undefined || root === '' ? { off: 'source' } : folderInstaller({ root, version, restart })
  }
  if (platform !== 'linux') return { off: 'system' }
  const image = environment['APPIMAGE']
  if (image !== undefined && image !== '') return appImageInstaller(image, restart)
  const root = resolve(execPath, '../../..')
  if (existsSync(join(root, 'current')) && existsSync(join(root, 'otklik')))
    return folderInstaller({ root, version, restart })
  return { off: /^\/(opt|usr)\//.test(execPath) ? 'system' : 'byHand' }
}
