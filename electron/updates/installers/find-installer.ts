import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { UpdatesOff } from '#shared/domain/updates/update-state'
import { folderInstallOf } from '../../installed-folder'
import { appImageInstaller } from './app-image-installer'
import { folderInstaller } from './folder-installer'
import type { Installer } from './installer'
import { nsisInstaller, type StartProgram } from './nsis-installer'

const SYSTEM = { off: 'system' } as const

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  /** With all links followed, as Electron says it. */
  readonly execPath: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** Another program is started when this one has ended. */
  readonly restart: (program: string) => void
  readonly start: StartProgram
}

export type FoundInstaller = Installer | { readonly off: Extract<UpdatesOff, 'system' | 'byHand' | 'source'> }

/** How this Otklik was installed decides who may replace it. */
export function findInstaller(here: Surroundings): FoundInstaller {
  const { platform, isPackaged, execPath, environment, version, restart, start } = here
  if (!isPackaged) {
    // For tests of a build from source.
    const root = environment['OTKLIK_UPDATE_FOLDER']
    return root === undefined || root === '' ? { off: 'source' } : folderInstaller({ root, version, restart })
  }
  if (platform === 'win32') return isForOnePerson(execPath, environment['LOCALAPPDATA']) ? nsisInstaller(start) : SYSTEM
  if (platform !== 'linux') return SYSTEM
  const image = environment['APPIMAGE']
  if (image !== undefined && image !== '') return appImageInstaller(image, restart)
  const root = folderInstallOf(execPath)
  if (root !== null) return folderInstaller({ root, version, restart })
  return /^\/(opt|usr)\//.test(execPath) ? SYSTEM : { off: 'byHand' }
}

/** An MSI leaves no uninstaller beside the program; what stands elsewhere is every person's of this computer. */
function isForOnePerson(execPath: string, ownPrograms: string | undefined): boolean {
  if (ownPrograms === undefined || !execPath.toLowerCase().startsWith(ownPrograms.toLowerCase())) return false
  return existsSync(join(dirname(execPath), 'Uninstall Otklik.exe'))
}
