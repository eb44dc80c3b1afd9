import type { i18n } from 'i18next'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

import type { DeskData } from '../data/desk-data'
import { DeskDataProvider } from '../data/desk-data-context'
import { createChatsStore } from '../features/chats'
import { useAppSettings } from '../features/settings/model/app-settings'
import { changeLanguage } from '../i18n/i18n'
import type { OtherWindows } from '../sync/other-windows'
import { afterPaint } from '../ui/after-paint'
import { takeKeyChoices } from '../ui/keys/key-table'
import { Providers } from '../ui/Providers'
import { LeaveGuard } from '../ui/unsaved/leave-guard'
import { LeaveGuardProvider } from '../ui/unsaved/leave-guard-context'
import { App } from './App'
import { createDeskStore } from './desk.store'
import { keepPreferences, type Preferences } from './preferences'

export interface DeskProps {
  readonly data: DeskData
  /** The small windows that work through this one. */
  readonly others?: Pick<OtherWindows, 'hasInFront' | 'clearFront' | 'onFront' | 'speak'> | null
  readonly i18n: i18n
  /** As they were when the window was last used. */
  readonly remembered: Preferences
  readonly onListPainted: (isUsable: boolean) => void
}

/** The desk in its look and language; follows the settings that main owns as soon as they are known. */
export function Desk({ data, others = null, i18n, remembered, onListPainted }: DeskProps) {
  const settings = useAppSettings()
  const preferences = settings ?? remembered
  const [desk] = useState(createDeskStore)
  const [chats] = useState(createChatsStore)
  const [guard] = useState(() => new LeaveGuard())
  const isPainted = useStore(desk.store, (state) => state.isPainted)
  useEffect(() => {
    if (!settings) return
    keepPreferences(localStorage, settings)
    void changeLanguage(i18n, settings.language)
    takeKeyChoices(settings.keys)
  }, [settings, i18n])
  const keep = settings?.keep
  useEffect(() => {
    if (keep) data.keepInCache(keep)
  }, [data, keep])
  const [handlePainted] = useState(() => (isUsable: boolean) => {
    onListPainted(isUsable)
    afterPaint(desk.painted)
  })
  return (
    <Providers
      i18n={i18n}
      theme={preferences.theme}
      density={preferences.density}
      contrast={settings?.contrast ?? 'system'}
      withNotifications={isPainted}
    >
      <DeskDataProvider data={data}>
        <LeaveGuardProvider guard={guard}>
          <App others={others} desk={desk} chats={chats} preferences={preferences} onListPainted={handlePainted} />
        </LeaveGuardProvider>
      </DeskDataProvider>
    </Providers>
  )
}
