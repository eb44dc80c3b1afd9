import { join } from 'node:path'

import { folderInstallOf } from '../installed-folder'

/** How the system is to start this Otklik again. */
export interface Command {
  readonly path: string
  readonly args: readonly string[]
}

export interface CommandFacts {
  readonly execPath: string
  /** A build from source: Electron is told its folder. */
  readonly sourceFolder: string | null
  /** The file of an AppImage; what runs of it lies in a folder that is gone afterwards. */
  readonly appImage: string | undefined
}

/** What stays the same when an update puts another version beside this one. */
export function ownCommand({ execPath, sourceFolder, appImage }: CommandFacts): Command {
  if (sourceFolder !== null) return { path: execPath, args: [sourceFolder] }
  if (appImage !== undefined && appImage !== '') return { path: appImage, args: [] }
  const folder = folderInstallOf(execPath)
  return { path: folder === null ? execPath : join(folder, 'otklik'), args: [] }
}
