import type { BrowserWindow } from 'electron'

import type { FollowedClock } from '#shared/lib/followed-clock'
import type { DisposableStore } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import type { Environment } from './environment'
import type { Router } from './ipc/router'
import type { SendEvent } from './ipc/send'
import type { WindowsRegistry } from './ipc/windows-registry'
import type { PolicyKeeper } from './policy/policy-keeper'
import type { SecretBox } from './settings/secret-box'
import type { SettingsStore } from './settings/settings-store'

/** What every part of main is built from; made once in services.ts. */
export interface Context {
  readonly userData: string
  readonly resources: string
  readonly environment: Environment
  /** The hub's time where it is known. */
  readonly clock: FollowedClock
  readonly logger: Logger
  readonly newId: () => string
  readonly windows: WindowsRegistry
  readonly desk: DeskWindow
  readonly router: Router
  readonly send: SendEvent
  readonly settings: SettingsStore
  readonly policy: PolicyKeeper
  readonly secrets: SecretBox
  /** Released at quit, last made first. */
  readonly owned: DisposableStore
}

export interface DeskWindow {
  readonly window: BrowserWindow
  readonly show: () => void
}
