import { createStore, type StoreApi } from 'zustand/vanilla'

import type { SettingsSection } from '../features/settings/ui/SettingsPage'

export type DeskPage = 'chats' | 'cases' | 'calls' | 'supervisor' | 'settings'

export interface DeskState {
  readonly page: DeskPage
  readonly settingsSection: SettingsSection
  /** The list stands on the screen: what is not on the first screen may be loaded now. */
  readonly isPainted: boolean
}

export interface DeskStore {
  readonly store: StoreApi<DeskState>
  readonly goTo: (page: DeskPage) => void
  readonly openSettings: (section: SettingsSection) => void
  readonly painted: () => void
}

export function createDeskStore(): DeskStore {
  const store = createStore<DeskState>(() => ({ page: 'chats', settingsSection: 'lines', isPainted: false }))
  return {
    store,
    goTo: (page) => {
      store.setState({ page })
    },
    openSettings: (settingsSection) => {
      store.setState({ page: 'settings', settingsSection })
    },
    painted: () => {
      if (!store.getState().isPainted) store.setState({ isPainted: true })
    },
  }
}
