import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { BACKGROUND_ARGUMENT } from './background'
import { entryText, execOf, readEntry, tryExecOf, withCommand } from './desktop-entry'
import type { Command } from './own-command'
import type { SystemStart } from './system-start'

const FILE = 'otklik.desktop'

/** The folder of entries that desktops of Linux start. */
export function autostartFolder(home: string, configHome: string | undefined): string {
  // The standard has relative paths ignored.
  return join(configHome?.startsWith('/') === true ? configHome : join(home, '.config'), 'autostart')
}

/** A file that belongs to the person: whatever their desktop writes into it counts. */
export function xdgStart(folder: string, program: Command): SystemStart {
  const path = join(folder, FILE)
  const command: Command = { path: program.path, args: [...program.args, BACKGROUND_ARGUMENT] }
  const load = (): string | null => {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }
  const save = (text: string): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(`${path}.new`, text)
    renameSync(`${path}.new`, path)
  }
  return {
    read() {
      const text = load()
      if (text === null) return 'off'
      return readEntry(text).isHeldBack ? 'heldBack' : 'on'
    },
    write(isOn) {
      if (isOn) save(entryText(command))
      else rmSync(path, { force: true })
    },
    followProgram() {
      const text = load()
      if (text === null) return
      const { exec, tryExec } = readEntry(text)
      const isSame = exec === execOf(command) && (tryExec === null || tryExec === tryExecOf(command))
      if (!isSame) save(withCommand(text, command))
    },
  }
}
