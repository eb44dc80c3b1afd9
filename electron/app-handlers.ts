import type { HandlersOf } from '#shared/contract/define'
import type { AppContract, KeptFile, Leaving } from '#shared/contract/ipc/app'
import { isOpenable } from './security/external-address'
import type { SecretBox } from './settings/secret-box'
import type { SettingsStore } from './settings/settings-store'

export interface AppHandlersOptions {
  readonly settings: SettingsStore
  readonly secretStorage: () => SecretBox['storage']
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string }
  readonly readLicences: () => Promise<string>
  readonly openExternal: (url: string) => Promise<void>
  readonly listKeptFiles: () => KeptFile[]
  readonly restartCache: () => boolean
  readonly copyCache: () => Promise<boolean>
  readonly reloadDesk: () => void
  readonly onDeskReady: () => void
  readonly setUnsaved: (hasUnsaved: boolean) => void
  readonly leave: (how: Leaving) => void
  readonly fitIncoming: (height: number) => void
  readonly isAway: () => boolean
  readonly setTakesCalls: (takesCalls: boolean) => void
}

export function createAppHandlers(options: AppHandlersOptions): HandlersOf<AppContract> {
  return {
    getSettings: () => options.settings.get(),
    changeSettings: (part) => options.settings.change(part),
    getVersions: () => options.versions,
    readLicences: () => options.readLicences(),
    async openExternal({ url }) {
      if (!isOpenable(url)) return false
      await options.openExternal(url)
      return true
    },
    getSecretStorage: () => options.secretStorage(),
    listKeptFiles: () => options.listKeptFiles(),
    restartCache: () => options.restartCache(),
    copyCache: () => options.copyCache(),
    reloadDesk: () => {
      options.reloadDesk()
      return null
    },
    fitIncoming({ height }) {
      options.fitIncoming(height)
      return null
    },
    setUnsaved({ hasUnsaved }) {
      options.setUnsaved(hasUnsaved)
      return null
    },
    leave({ how }) {
      options.leave(how)
      return null
    },
    isAway: () => options.isAway(),
    setTakesCalls({ takesCalls }) {
      options.setTakesCalls(takesCalls)
      return null
    },
    reportReady() {
      options.onDeskReady()
      return null
    },
  }
}
