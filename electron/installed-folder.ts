import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folder of one's own (resources/installer/linux) in which a version lies with its starter beside; `null`: none. */
export function folderInstallOf(execPath: string): string | null {
  const root = resolve(execPath, '../../..')
  return existsSync(join(root, 'current')) && existsSync(join(root, 'otklik')) ? root : null
}
