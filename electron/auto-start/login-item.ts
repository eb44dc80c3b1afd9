import type { AutoStartState } from '#shared/contract/ipc/auto-start'
import { BACKGROUND_ARGUMENT } from './background'
import type { Command } from './own-command'
import type { SystemStart } from './system-start'

/** The name of the value in the registry of Windows; the uninstaller removes it (resources/installer/uninstall.nsh). */
const NAME = 'Otklik'

interface LoginItemOptions {
  readonly path?: string
  readonly args?: string[]
}

/** Electron's `app`, as far as it is used. */
export interface LoginItemPort {
  getLoginItemSettings(options?: LoginItemOptions): {
    readonly openAtLogin: boolean
    /** macOS 13 and later. */
    readonly status?: string
    /** Windows. */
    readonly launchItems?: readonly { readonly name: string; readonly enabled: boolean }[]
  }
  setLoginItemSettings(
    settings: LoginItemOptions & { readonly openAtLogin: boolean; readonly enabled?: boolean; readonly name?: string },
  ): void
}

/** Windows: a value under `Run` of the person's registry, which the Task Manager can switch off. */
export function windowsStart(app: LoginItemPort, { path, args }: Command): SystemStart {
  const options = { path, args: [...args, BACKGROUND_ARGUMENT] }
  const read = (): AutoStartState => {
    const { launchItems = [] } = app.getLoginItemSettings(options)
    const item = launchItems.find(({ name }) => name === NAME)
    if (!item) return 'off'
    return item.enabled ? 'on' : 'heldBack'
  }
  return {
    read,
    write(isOn) {
      app.setLoginItemSettings({ ...options, name: NAME, openAtLogin: isOn, enabled: isOn })
    },
    // An update takes the place of the version before it; whoever moves the folder by hand switches it on again.
    followProgram: () => undefined,
  }
}

/** macOS: a login item, which is of the program itself and goes with it. */
export function macStart(app: LoginItemPort): SystemStart {
  return {
    read() {
      const { openAtLogin, status } = app.getLoginItemSettings()
      if (status === 'requires-approval') return 'needsApproval'
      return openAtLogin || status === 'enabled' ? 'on' : 'off'
    },
    write(isOn) {
      app.setLoginItemSettings({ openAtLogin: isOn })
    },
    followProgram: () => undefined,
  }
}
